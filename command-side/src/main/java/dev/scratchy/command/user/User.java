package dev.scratchy.command.user;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.user.UserRegistered;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;

/** A user decides here what may happen to an account. */
@AggregateRoot(type = "User")
@SuppressWarnings("NullAway.Init") // filled by the first event, before anything is asked of it
class User {

    @AggregateIdentifier
    private UserId id;

    /** For Axon, which folds a stream into an empty one. */
    User() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    UserId decide(RegisterUser wish, UsernameReservations usernames) {
        usernames.demand(wish.username(), wish.id());
        apply(new UserRegistered(wish.id().value(), wish.username(), wish.displayName(), null, null));
        return id;
    }

    @EventSourcingHandler
    void on(UserRegistered registered) {
        id = UserId.of(registered.userId());
    }
}
