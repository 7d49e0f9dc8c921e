package dev.scratchy.query.user;

import dev.scratchy.query.answering.StoredAnswer;
import dev.scratchy.query.consistency.ReadAfter;
import dev.scratchy.query.consistency.Views;
import dev.scratchy.query.paging.PageRequest;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.openapi.Contract;
import dev.scratchy.shared.openapi.Shape;
import dev.scratchy.shared.openapi.Topic;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import dev.scratchy.shared.security.Caller;
import dev.scratchy.shared.user.UserRules;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Every question about users, over HTTP. */
@RestController
@RequestMapping(path = "/api/v1/users", produces = MediaType.APPLICATION_JSON_VALUE)
class UserQueryController {

    /** What is none cannot be found, and need not be looked for. */
    private static final Pattern USERNAME = Pattern.compile(UserRules.USERNAME);

    private final UserQueries users;

    UserQueryController(UserQueries users) {
        this.users = users;
    }

    @Contract(
            id = "getUser",
            topic = Topic.USERS,
            summary = "Read an account",
            description = "`email` is there for the user and for admins.",
            data = UserView.class,
            refuses = {ProblemCode.NOT_FOUND})
    @GetMapping("/{id}")
    ResponseEntity<byte[]> byId(@PathVariable UserId id, Caller caller, ReadAfter after) {
        after.in(Views.USERS);
        return answer(users.byId(id.value(), caller));
    }

    @Contract(
            id = "getUserByUsername",
            topic = Topic.USERS,
            summary = "Read the account of a username",
            description = "`email` is there for the user and for admins.",
            data = UserView.class,
            refuses = {ProblemCode.NOT_FOUND})
    @GetMapping("/by-username/{username}")
    ResponseEntity<byte[]> byUsername(@PathVariable String username, Caller caller, ReadAfter after) {
        if (!USERNAME.matcher(username).matches()) {
            throw notFound();
        }
        after.in(Views.USERS);
        return answer(users.byUsername(username, caller));
    }

    /** Who follows a user, the latest first. */
    @Contract(
            id = "listFollowers",
            topic = Topic.USERS,
            summary = "List who follows a user",
            description = "The latest first.",
            data = UserSummary.class,
            shape = Shape.PAGE,
            refuses = {ProblemCode.NOT_FOUND, ProblemCode.VALIDATION_FAILED})
    @GetMapping("/{id}/followers")
    ResponseEntity<byte[]> followers(
            @PathVariable UserId id,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer limit,
            ReadAfter after) {
        PageRequest request = PageRequest.of(page, limit);
        after.in(Views.USERS);
        return answer(users.followers(id.value(), request));
    }

    /** Whom a user follows, the latest first. */
    @Contract(
            id = "listFollowing",
            topic = Topic.USERS,
            summary = "List whom a user follows",
            description = "The latest first.",
            data = UserSummary.class,
            shape = Shape.PAGE,
            refuses = {ProblemCode.NOT_FOUND, ProblemCode.VALIDATION_FAILED})
    @GetMapping("/{id}/following")
    ResponseEntity<byte[]> following(
            @PathVariable UserId id,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer limit,
            ReadAfter after) {
        PageRequest request = PageRequest.of(page, limit);
        after.in(Views.USERS);
        return answer(users.following(id.value(), request));
    }

    private static ResponseEntity<byte[]> answer(Optional<StoredAnswer> found) {
        return found.map(StoredAnswer::response).orElseThrow(UserQueryController::notFound);
    }

    private static Refused notFound() {
        return new Refused(ProblemCode.NOT_FOUND, "There is no such user.");
    }
}
