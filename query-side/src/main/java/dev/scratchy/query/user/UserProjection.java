package dev.scratchy.query.user;

import dev.scratchy.query.consistency.Views;
import dev.scratchy.query.projecting.Projection;
import dev.scratchy.query.projecting.ProjectionBatch;
import dev.scratchy.query.projecting.References;
import dev.scratchy.query.projecting.RowStatement;
import dev.scratchy.query.projecting.Sequence;
import dev.scratchy.shared.user.UserDeleted;
import dev.scratchy.shared.user.UserEvent;
import dev.scratchy.shared.user.UserFollowed;
import dev.scratchy.shared.user.UserRegistered;
import dev.scratchy.shared.user.UserUnfollowed;
import dev.scratchy.shared.user.UserUpdated;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;

/** Folds the events of users into {@link UserTable} and {@link FollowTable}. */
class UserProjection implements Projection {

    static final String NAME = Views.USERS;

    /** Marked by each follow: a deletion takes the rows of everybody who follows or is followed, whom no key names. */
    private static final String ANY_FOLLOW = "any follow";

    private final UserTable users;
    private final FollowTable follows;

    UserProjection(UserTable users, FollowTable follows) {
        this.users = users;
        this.follows = follows;
    }

    /** Who follows whom is written in the follower's sequence; the end of either takes it. */
    @Override
    public Sequence sequence(Object event) {
        return switch ((UserEvent) event) {
            case UserRegistered e -> Sequence.of(e.userId());
            case UserUpdated e -> Sequence.of(e.userId());
            case UserFollowed e -> follow(e.userId(), e.followedId());
            case UserUnfollowed e -> follow(e.userId(), e.followedId());
            case UserDeleted e ->
                new Sequence(Set.of(e.userId(), followed(e.userId())), Set.of(e.userId(), ended(e.userId())), null);
        };
    }

    private static Sequence follow(String follower, String followed) {
        return new Sequence(Set.of(follower, ended(followed)), Set.of(follower, followed(followed)), follower);
    }

    private static String followed(String user) {
        return "followed:" + user;
    }

    private static String ended(String user) {
        return "ended:" + user;
    }

    @EventHandler
    void on(UserEvent event, @SequenceNumber long version, @Timestamp Instant at, ProjectionBatch batch) {
        String id = event.userId();
        switch (event) {
            case UserRegistered e -> {
                batch.write(
                        users.insert,
                        new UserRow.New(id, e.username(), e.displayName(), e.email(), e.bio(), version, at),
                        id);
                // What they wrote may have been shown already, without them.
                batch.invalidate(References.user(id), References.registration(id), References.username(e.username()));
            }
            case UserUpdated e -> {
                batch.write(
                        users.update,
                        new UserRow.Changed(id, e.username(), e.displayName(), e.email(), e.bio(), version, at),
                        id);
                batch.invalidate(References.user(id));
                if (e.username() != null) {
                    batch.invalidate(References.username(e.username()));
                }
            }
            case UserFollowed e -> {
                follow(follows.insert, new UserRow.Follow(id, e.followedId(), at), batch);
                batch.write(users.setVersion, new UserRow.Version(id, version), id);
                batch.invalidate(References.following(id), References.followers(e.followedId()));
            }
            case UserUnfollowed e -> {
                follow(follows.delete, new UserRow.Follow(id, e.followedId(), at), batch);
                batch.write(users.setVersion, new UserRow.Version(id, version), id);
                batch.invalidate(References.following(id), References.followers(e.followedId()));
            }
            case UserDeleted deleted -> {
                batch.write(follows.forgetUser, new UserRow.Id(id), List.of(id, ANY_FOLLOW), List.of(id));
                batch.write(follows.forgetCount, new UserRow.Id(id), id);
                batch.write(users.delete, new UserRow.Id(id), id);
                batch.invalidate(References.user(id), References.registration(id));
            }
        }
    }

    private static void follow(RowStatement statement, UserRow.Follow row, ProjectionBatch batch) {
        String pair = row.followerId() + row.followedId();
        batch.write(statement, row, List.of(pair), List.of(pair, ANY_FOLLOW));
    }
}
