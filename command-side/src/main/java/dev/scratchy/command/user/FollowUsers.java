package dev.scratchy.command.user;

import dev.scratchy.command.dispatch.Acknowledgement;
import dev.scratchy.command.dispatch.ExpectedVersion;
import dev.scratchy.command.dispatch.NoAccount;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.security.Caller;
import java.util.function.Consumer;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;

/**
 * Whom somebody follows is kept on their own account. It is loaded here and not by Axon, because a caller without an account
 * is refused, where an aggregate that is not there is "not found", which would speak of the one to be followed.
 */
class FollowUsers {

    private final Repository<User> users;
    private final UsernameReservations usernames;

    FollowUsers(Repository<User> users, UsernameReservations usernames) {
        this.users = users;
        this.usernames = usernames;
    }

    @CommandHandler
    Acknowledgement handle(FollowUser wish, CommandMessage<FollowUser> message, Caller caller) {
        return change(caller.signedIn(), message, follower -> follower.decide(wish, usernames));
    }

    @CommandHandler
    Acknowledgement handle(UnfollowUser wish, CommandMessage<UnfollowUser> message, Caller caller) {
        return change(caller.signedIn(), message, follower -> follower.decide(wish, usernames));
    }

    private Acknowledgement change(UserId follower, CommandMessage<?> message, Consumer<User> decision) {
        Aggregate<User> account = account(follower);
        ExpectedVersion.check(message, account.version());
        account.execute(decision);
        return new Acknowledgement(follower.value(), account.version(), false);
    }

    private Aggregate<User> account(UserId follower) {
        try {
            return users.load(follower.value());
        } catch (AggregateNotFoundException absent) {
            throw new NoAccount();
        }
    }
}
