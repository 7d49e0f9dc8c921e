package dev.scratchy.command.user;

import static java.util.Objects.requireNonNullElse;
import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.markDeleted;

import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.problem.Invalid;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import dev.scratchy.shared.security.Caller;
import dev.scratchy.shared.security.Role;
import dev.scratchy.shared.user.UserDeleted;
import dev.scratchy.shared.user.UserEvent;
import dev.scratchy.shared.user.UserFollowed;
import dev.scratchy.shared.user.UserRegistered;
import dev.scratchy.shared.user.UserUnfollowed;
import dev.scratchy.shared.user.UserUpdated;
import java.util.HashSet;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** A user decides here what may happen to an account, and whom its owner follows. */
@AggregateRoot(type = "User")
@SuppressWarnings("NullAway.Init") // filled by the first event, before anything is asked of it
class User {

    @AggregateIdentifier
    private UserId id;

    private String username;
    private String displayName;

    /** Empty when there is none. */
    private String email;

    /** Empty when there is none. */
    private String bio;

    private Set<UserId> following = new HashSet<>();

    /** For Axon, which folds a stream into an empty one. */
    User() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    UserId decide(RegisterUser wish, UsernameReservations usernames) {
        usernames.demand(wish.username(), wish.id());
        apply(new UserRegistered(
                wish.id().value(),
                wish.username(),
                wish.displayName(),
                presentOrNull(wish.email()),
                presentOrNull(wish.bio())));
        return id;
    }

    @CommandHandler
    UserId decide(UpdateUser wish, Caller caller, UsernameReservations usernames) {
        mustBeOf(caller);
        String newUsername = changed(wish.username(), username);
        var update = new UserUpdated(
                id.value(),
                newUsername,
                changed(wish.displayName(), displayName),
                changed(wish.email(), email),
                changed(wish.bio(), bio));
        if (newUsername != null) {
            usernames.rename(id, newUsername);
        }
        if (!update.equals(new UserUpdated(id.value(), null, null, null, null))) {
            apply(update);
        }
        return id;
    }

    /** The posts' own locks are not asked for: who changes one meanwhile has written its next event, and one of the two is retried. */
    @CommandHandler
    UserId decide(DeleteUser wish, Caller caller, UsernameReservations usernames, OwnedPosts posts) {
        mustBeOf(caller);
        usernames.lock(id);
        posts.deleteAllOf(id);
        apply(new UserDeleted(id.value()));
        usernames.release(id);
        return id;
    }

    void decide(FollowUser wish, UsernameReservations usernames) {
        if (wish.id().equals(id)) {
            throw new Invalid("id", "must be somebody else");
        }
        if (!usernames.keep(wish.id())) {
            throw new Refused(ProblemCode.NOT_FOUND, "There is no such user, or no longer.");
        }
        if (!following.contains(wish.id())) {
            apply(new UserFollowed(id.value(), wish.id().value()));
        }
    }

    void decide(UnfollowUser wish, UsernameReservations usernames) {
        if (following.contains(wish.id()) && usernames.keep(wish.id())) {
            apply(new UserUnfollowed(id.value(), wish.id().value()));
        }
    }

    @EventSourcingHandler
    void on(UserEvent event) {
        switch (event) {
            case UserRegistered registered -> {
                id = UserId.of(registered.userId());
                username = registered.username();
                displayName = registered.displayName();
                email = requireNonNullElse(registered.email(), "");
                bio = requireNonNullElse(registered.bio(), "");
            }
            case UserUpdated updated -> {
                username = requireNonNullElse(updated.username(), username);
                displayName = requireNonNullElse(updated.displayName(), displayName);
                email = requireNonNullElse(updated.email(), email);
                bio = requireNonNullElse(updated.bio(), bio);
            }
            case UserFollowed followed -> following.add(UserId.of(followed.followedId()));
            case UserUnfollowed unfollowed -> following.remove(UserId.of(unfollowed.followedId()));
            case UserDeleted deleted -> markDeleted();
        }
    }

    private void mustBeOf(Caller caller) {
        if (!caller.is(id) && !caller.roles().contains(Role.ADMIN)) {
            throw new Refused(ProblemCode.FORBIDDEN, "This is somebody else's account.");
        }
    }

    /** What is wished for where it differs from what is, else {@code null}: an event names only what it changes. */
    private static @Nullable String changed(@Nullable String wished, String present) {
        return present.equals(wished) ? null : wished;
    }

    private static @Nullable String presentOrNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
