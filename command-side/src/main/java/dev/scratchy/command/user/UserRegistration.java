package dev.scratchy.command.user;

import dev.scratchy.command.dispatch.CommandDispatch;
import dev.scratchy.command.dispatch.CommandRequest;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import dev.scratchy.shared.security.Caller;
import dev.scratchy.shared.user.UserRules;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Registers people at first sight, for a launcher that hands out tokens itself. */
@Component
public class UserRegistration {

    private final CommandDispatch commands;
    private final UsernameReservations usernames;

    UserRegistration(CommandDispatch commands, UsernameReservations usernames) {
        this.commands = commands;
        this.usernames = usernames;
    }

    /**
     * The user of that name, registered now unless known before.
     *
     * @throws Refused when the name cannot be one
     */
    public UserId idOf(String username, String displayName) {
        // What cannot be a name is nobody's; registering it says what is wrong with it.
        return Optional.of(username)
                .filter(name -> name.matches(UserRules.USERNAME))
                .flatMap(usernames::ownerOf)
                .orElseGet(() -> register(username, displayName));
    }

    private UserId register(String username, String displayName) {
        UserId id = UserId.next();
        try {
            commands.send(new RegisterUser(id, username, displayName, null, null), CommandRequest.by(Caller.ANONYMOUS));
            return id;
        } catch (Refused refused) {
            if (refused.code() != ProblemCode.USERNAME_TAKEN) {
                throw refused;
            }
            // Somebody else registered it between the look and the leap.
            return usernames.ownerOf(username).orElseThrow(() -> refused);
        }
    }
}
