package dev.scratchy.command.user;

import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps usernames unique, in the command's transaction; see {@code SlugReservations} for how. */
@Component
class UsernameReservations {

    private static final String CLAIM = """
            INSERT INTO username_reservation (username, user_id)
            VALUES (:username, :userId)
            ON CONFLICT (username) DO NOTHING
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
     * Reserves a username.
     *
     * @throws Refused with {@code USERNAME_TAKEN} when somebody has it
     */
    void demand(String username, UserId userId) {
        int claimed = jdbc.sql(CLAIM)
                .param("username", username)
                .param("userId", userId.value())
                .update();
        if (claimed == 0) {
            throw new Refused(ProblemCode.USERNAME_TAKEN, "Somebody has the username " + username + ".");
        }
    }

    Optional<UserId> ownerOf(String username) {
        return jdbc.sql(OWNER)
                .param("username", username)
                .query(String.class)
                .optional()
                .map(UserId::of);
    }
}
