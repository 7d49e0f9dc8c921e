package dev.scratchy.command.user;

import static java.util.Objects.requireNonNullElse;

import dev.scratchy.command.dispatch.CommandAnswers;
import dev.scratchy.command.dispatch.CommandAnswers.Accepted;
import dev.scratchy.command.dispatch.CommandDispatch;
import dev.scratchy.command.dispatch.CommandRequest;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.openapi.Access;
import dev.scratchy.shared.openapi.Contract;
import dev.scratchy.shared.openapi.Topic;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.web.Answer;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Every wish for an account, over HTTP. */
@RestController
@RequestMapping(UserCommandController.USERS)
class UserCommandController {

    static final String USERS = "/api/v1/users";

    private final CommandDispatch commands;
    private final CommandAnswers answers;

    UserCommandController(CommandDispatch commands, CommandAnswers answers) {
        this.commands = commands;
        this.answers = answers;
    }

    /** What is absent here is judged as empty, so that the rules of {@link RegisterUser} name it. */
    record NewUser(
            String username,
            String displayName,
            @Nullable String email,
            @Nullable String bio) {
        NewUser {
            username = requireNonNullElse(username, "");
            displayName = requireNonNullElse(displayName, "");
        }
    }

    @Schema(name = "UserChanges")
    record Changes(
            @Nullable String username,
            @Nullable String displayName,
            @Nullable String email,
            @Nullable String bio) {}

    @Contract(
            id = "registerUser",
            topic = Topic.USERS,
            access = Access.ADMIN,
            summary = "Give somebody an account",
            description = "The username is theirs until they rename or delete the account.",
            data = Accepted.class,
            status = {201},
            refuses = {ProblemCode.USERNAME_TAKEN, ProblemCode.VALIDATION_FAILED})
    @PostMapping
    ResponseEntity<Answer<Accepted>> register(@RequestBody NewUser user, CommandRequest request) {
        return send(
                new RegisterUser(UserId.next(), user.username(), user.displayName(), user.email(), user.bio()),
                request);
    }

    @Contract(
            id = "updateUser",
            topic = Topic.USERS,
            access = Access.SIGNED_IN,
            summary = "Change some parts of an account",
            description =
                    "One's own; an admin anybody's. What is absent or `null` stays; an empty `email` or `bio` is taken away.",
            data = Accepted.class,
            refuses = {ProblemCode.NOT_FOUND, ProblemCode.USERNAME_TAKEN, ProblemCode.VALIDATION_FAILED})
    @PatchMapping("/{id}")
    ResponseEntity<Answer<Accepted>> update(
            @PathVariable UserId id, @RequestBody Changes changes, CommandRequest request) {
        return send(
                new UpdateUser(id, changes.username(), changes.displayName(), changes.email(), changes.bio()), request);
    }

    @Contract(
            id = "deleteUser",
            topic = Topic.USERS,
            access = Access.SIGNED_IN,
            summary = "Delete an account",
            description = "One's own; an admin anybody's. Posts and comments of the user go in the same transaction.",
            data = Accepted.class,
            refuses = {ProblemCode.NOT_FOUND})
    @DeleteMapping("/{id}")
    ResponseEntity<Answer<Accepted>> delete(@PathVariable UserId id, CommandRequest request) {
        return send(new DeleteUser(id), request);
    }

    @Contract(
            id = "followUser",
            topic = Topic.USERS,
            access = Access.SIGNED_IN,
            summary = "Follow a user",
            description =
                    "`id` and `version` of the answer are the caller's. Following again is no change; nobody follows themselves.",
            data = Accepted.class,
            refuses = {ProblemCode.NOT_FOUND, ProblemCode.VALIDATION_FAILED})
    @PutMapping("/{id}/follow")
    ResponseEntity<Answer<Accepted>> follow(@PathVariable UserId id, CommandRequest request) {
        return send(new FollowUser(id), request);
    }

    @Contract(
            id = "unfollowUser",
            topic = Topic.USERS,
            access = Access.SIGNED_IN,
            summary = "Follow a user no longer",
            description =
                    "`id` and `version` of the answer are the caller's. It is no change for somebody who is not followed or not there.",
            data = Accepted.class,
            refuses = {ProblemCode.NOT_FOUND, ProblemCode.VALIDATION_FAILED})
    @DeleteMapping("/{id}/follow")
    ResponseEntity<Answer<Accepted>> unfollow(@PathVariable UserId id, CommandRequest request) {
        return send(new UnfollowUser(id), request);
    }

    private ResponseEntity<Answer<Accepted>> send(Object command, CommandRequest request) {
        return answers.of(commands.send(command, request), USERS);
    }
}
