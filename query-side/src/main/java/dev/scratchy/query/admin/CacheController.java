package dev.scratchy.query.admin;

import dev.scratchy.query.cache.Cache;
import dev.scratchy.query.cache.CacheReport;
import dev.scratchy.shared.openapi.Access;
import dev.scratchy.shared.openapi.Contract;
import dev.scratchy.shared.openapi.Topic;
import dev.scratchy.shared.problem.Invalid;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.web.Answer;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The cache as this node sees it, and a way to end what is in it. */
@RestController
@RequestMapping("/api/v1/admin/cache")
class CacheController {

    private static final int MOST_REFERENCES = 1_000;

    private final Cache cache;

    CacheController(Cache cache) {
        this.cache = cache;
    }

    /** What is to be invalidated: references, prefixes such as {@code post:*}, or {@code *} for everything. */
    @Schema(name = "Invalidation")
    record Invalidate(@Nullable List<@Nullable String> references) {}

    /**
     * What was invalidated.
     *
     * @param acknowledged whether Redis has been told; if not, it is as soon as it can be
     */
    record Invalidated(List<String> references, boolean acknowledged) {}

    @Contract(
            id = "getCache",
            topic = Topic.ADMINISTRATION,
            access = Access.ADMIN,
            summary = "See how the cache stands",
            description = "As the node sees it that answers.",
            data = CacheReport.class)
    @GetMapping
    Answer<CacheReport> report() {
        return Answer.of(cache.report());
    }

    @Contract(
            id = "invalidateCache",
            topic = Topic.ADMINISTRATION,
            access = Access.ADMIN,
            summary = "End what is in the cache",
            description =
                    "By references such as `post:01M81RFG3HE7PWSR5JW2AT02ZB`, by a prefix such as `post:*`, or all of it by `*`. 202 when Redis has not been told yet.",
            data = Invalidated.class,
            status = {200, 202},
            refuses = {ProblemCode.VALIDATION_FAILED})
    @PostMapping("/invalidate")
    ResponseEntity<Answer<Invalidated>> invalidate(@RequestBody Invalidate wish) {
        List<String> references = wish.references() == null
                ? List.of()
                : wish.references().stream()
                        .map(reference -> reference == null ? "" : reference)
                        .distinct()
                        .toList();
        if (references.isEmpty() || references.size() > MOST_REFERENCES) {
            throw new Invalid("references", "must be 1 to " + MOST_REFERENCES);
        }
        try {
            boolean acknowledged = cache.invalidateAll(references);
            return ResponseEntity.status(acknowledged ? HttpStatus.OK : HttpStatus.ACCEPTED)
                    .body(Answer.of(new Invalidated(references, acknowledged)));
        } catch (IllegalArgumentException noReference) {
            throw new Invalid("references", String.valueOf(noReference.getMessage()));
        }
    }
}
