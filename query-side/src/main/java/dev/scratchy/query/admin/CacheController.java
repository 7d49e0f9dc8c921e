package dev.scratchy.query.admin;

import dev.scratchy.query.cache.Cache;
import dev.scratchy.query.cache.CacheReport;
import dev.scratchy.shared.problem.Invalid;
import dev.scratchy.shared.web.Answer;
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
    record Invalidate(@Nullable List<@Nullable String> references) {}

    /**
     * What was invalidated.
     *
     * @param acknowledged whether Redis has been told; if not, it is as soon as it can be
     */
    record Invalidated(List<String> references, boolean acknowledged) {}

    @GetMapping
    Answer<CacheReport> report() {
        return Answer.of(cache.report());
    }

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
