package dev.scratchy.command.user;

import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps usernames unique, in the command's transaction; see {@code SlugReservations} for how. A row is there as long as its
 * account is: posts and comments refer to it, so that nobody writes as somebody who is being deleted.
 */
@Component
class UsernameReservations {

    private static final String CLAIM = """
            INSERT INTO username_reservation (username, user_id)
            VALUES (:username, :userId)
            ON CONFLICT (username) DO NOTHING
            """;

    private static final String RENAME = """
            UPDATE username_reservation
            SET username = :username
            WHERE user_id = :userId
            """;

    private static final String LOCK = """
            SELECT user_id
            FROM username_reservation
            WHERE user_id = :userId
            FOR UPDATE
            """;

    private static final String KEEP = """
            SELECT user_id
            FROM username_reservation
            WHERE user_id = :userId
            FOR KEY SHARE
            """;

    private static final String RELEASE = """
            DELETE FROM username_reservation
            WHERE user_id = :userId
            """;

    private static final String OWNER = """
            SELECT user_id
            FROM username_reservation
            WHERE username = :username
            """;

    private final JdbcClient jdbc;

    UsernameReservations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Reserves a username for a new account.
     *
     * @throws Refused with {@code USERNAME_TAKEN} when somebody has it
     */
    void demand(String username, UserId userId) {
        int claimed = jdbc.sql(CLAIM)
                .param("username", username)
                .param("userId", userId.value())
                .update();
        if (claimed == 0) {
            throw taken(username);
        }
    }

    /**
     * Reserves another username for an account, and frees the one that it has.
     *
     * @throws Refused with {@code USERNAME_TAKEN} when somebody has it
     */
    void rename(UserId userId, String username) {
        try {
            jdbc.sql(RENAME)
                    .param("username", username)
                    .param("userId", userId.value())
                    .update();
        } catch (DuplicateKeyException anothers) {
            throw taken(username);
        }
    }

    /** Waits until nobody is writing as this user any more; from then on whoever wants to waits for this command. */
    void lock(UserId userId) {
        jdbc.sql(LOCK).param("userId", userId.value()).query(String.class).optional();
    }

    /** Returns whether somebody has an account, which is not deleted then until this command is through. */
    boolean keep(UserId userId) {
        return jdbc.sql(KEEP)
                .param("userId", userId.value())
                .query(String.class)
                .optional()
                .isPresent();
    }

    /** Frees a username; the reservations of the account's posts and comments go with it. */
    void release(UserId userId) {
        jdbc.sql(RELEASE).param("userId", userId.value()).update();
    }

    Optional<UserId> ownerOf(String username) {
        return jdbc.sql(OWNER)
                .param("username", username)
                .query(String.class)
                .optional()
                .map(UserId::of);
    }

    private static Refused taken(String username) {
        return new Refused(ProblemCode.USERNAME_TAKEN, "Somebody has the username " + username + ".");
    }
}
