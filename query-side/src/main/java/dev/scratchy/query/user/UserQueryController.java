package dev.scratchy.query.user;

import dev.scratchy.query.paging.PageRequest;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import dev.scratchy.shared.security.Caller;
import dev.scratchy.shared.user.UserRules;
import dev.scratchy.shared.web.Answer;
import dev.scratchy.shared.web.VersionTag;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Every question about users, over HTTP. */
@RestController
@RequestMapping("/api/v1/users")
class UserQueryController {

    /** What is none cannot be found, and need not be looked for. */
    private static final Pattern USERNAME = Pattern.compile(UserRules.USERNAME);

    private final UserQueries users;

    UserQueryController(UserQueries users) {
        this.users = users;
    }

    @GetMapping("/{id}")
    ResponseEntity<Answer<UserView>> byId(@PathVariable UserId id, Caller caller) {
        return users.byId(id.value()).map(user -> answer(user, caller)).orElseThrow(UserQueryController::notFound);
    }

    @GetMapping("/by-username/{username}")
    ResponseEntity<Answer<UserView>> byUsername(@PathVariable String username, Caller caller) {
        if (!USERNAME.matcher(username).matches()) {
            throw notFound();
        }
        return users.byUsername(username).map(user -> answer(user, caller)).orElseThrow(UserQueryController::notFound);
    }

    /** Who follows a user, the latest first. */
    @GetMapping("/{id}/followers")
    Answer<List<UserSummary>> followers(
            @PathVariable UserId id,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer limit) {
        PageRequest request = PageRequest.of(page, limit);
        return users.followers(id.value(), request)
                .map(found -> found.answer(request))
                .orElseThrow(UserQueryController::notFound);
    }

    /** Whom a user follows, the latest first. */
    @GetMapping("/{id}/following")
    Answer<List<UserSummary>> following(
            @PathVariable UserId id,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer limit) {
        PageRequest request = PageRequest.of(page, limit);
        return users.following(id.value(), request)
                .map(found -> found.answer(request))
                .orElseThrow(UserQueryController::notFound);
    }

    private static ResponseEntity<Answer<UserView>> answer(UserView user, Caller caller) {
        return ResponseEntity.ok()
                .eTag(VersionTag.of(user.version(), user.followers(), user.following()))
                .cacheControl(CacheControl.noCache().cachePrivate())
                .body(Answer.of(user.asSeenBy(caller)));
    }

    private static Refused notFound() {
        return new Refused(ProblemCode.NOT_FOUND, "There is no such user.");
    }
}
