package dev.scratchy.standalone.servers;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Whom the application connects as: the owner of the database and no more, because no privilege stops a superuser. */
final class ApplicationRole {

    static final String NAME = "scratchy";
    static final String DATABASE = "postgres";

    private static final String CREATE = """
            DO $$
            BEGIN
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'scratchy') THEN
                    CREATE ROLE scratchy LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
                END IF;
            END;
            $$
            """;

    /** Owning it allows for schemas and for trusted extensions. */
    private static final String OWN = "ALTER DATABASE postgres OWNER TO scratchy";

    private static final String IS_ANOTHERS = """
            SELECT EXISTS (
                SELECT
                FROM pg_class
                WHERE relname = 'flyway_schema_history' AND relowner <> CAST('scratchy' AS regrole))
            """;

    private ApplicationRole() {}

    /**
     * Makes the role when it is not there.
     *
     * @param superuser connects to the application's database
     * @return whether the role can use what is in it: development versions before the first release made it as a superuser
     */
    static boolean make(DataSource superuser) throws SQLException {
        try (Connection connection = superuser.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(CREATE);
            statement.execute(OWN);
            try (ResultSet answer = statement.executeQuery(IS_ANOTHERS)) {
                answer.next();
                return !answer.getBoolean(1);
            }
        }
    }
}
