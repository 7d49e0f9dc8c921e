package dev.scratchy.command.user;

import static java.util.Objects.requireNonNullElse;

import dev.scratchy.command.dispatch.CommandAnswers;
import dev.scratchy.command.dispatch.CommandAnswers.Accepted;
import dev.scratchy.command.dispatch.CommandDispatch;
import dev.scratchy.command.dispatch.CommandRequest;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.web.Answer;
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

    record Changes(
            @Nullable String username,
            @Nullable String displayName,
            @Nullable String email,
            @Nullable String bio) {}

    @PostMapping
    ResponseEntity<Answer<Accepted>> register(@RequestBody NewUser user, CommandRequest request) {
        return send(
                new RegisterUser(UserId.next(), user.username(), user.displayName(), user.email(), user.bio()),
                request);
    }

    @PatchMapping("/{id}")
    ResponseEntity<Answer<Accepted>> update(
            @PathVariable UserId id, @RequestBody Changes changes, CommandRequest request) {
        return send(
                new UpdateUser(id, changes.username(), changes.displayName(), changes.email(), changes.bio()), request);
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Answer<Accepted>> delete(@PathVariable UserId id, CommandRequest request) {
        return send(new DeleteUser(id), request);
    }

    @PutMapping("/{id}/follow")
    ResponseEntity<Answer<Accepted>> follow(@PathVariable UserId id, CommandRequest request) {
        return send(new FollowUser(id), request);
    }

    @DeleteMapping("/{id}/follow")
    ResponseEntity<Answer<Accepted>> unfollow(@PathVariable UserId id, CommandRequest request) {
        return send(new UnfollowUser(id), request);
    }

    private ResponseEntity<Answer<Accepted>> send(Object command, CommandRequest request) {
        return answers.of(commands.send(command, request), USERS);
    }
}
