package dev.scratchy.query.user;

import dev.scratchy.query.consistency.Views;
import dev.scratchy.query.projecting.ProjectionBatch;
import dev.scratchy.query.projecting.References;
import dev.scratchy.query.projecting.RowStatement;
import dev.scratchy.shared.user.UserDeleted;
import dev.scratchy.shared.user.UserEvent;
import dev.scratchy.shared.user.UserFollowed;
import dev.scratchy.shared.user.UserRegistered;
import dev.scratchy.shared.user.UserUnfollowed;
import dev.scratchy.shared.user.UserUpdated;
import java.time.Instant;
import java.util.List;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;

/** Folds the events of users into {@link UserTable} and {@link FollowTable}. */
class UserProjection {

    static final String NAME = Views.USERS;

    /** Marked by each follow: a deletion takes the rows of everybody who follows or is followed, whom no key names. */
    private static final String ANY_FOLLOW = "any follow";

    private final UserTable users;
    private final FollowTable follows;

    UserProjection(UserTable users, FollowTable follows) {
        this.users = users;
        this.follows = follows;
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
