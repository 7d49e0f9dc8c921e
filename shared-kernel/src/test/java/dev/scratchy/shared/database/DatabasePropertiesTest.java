package dev.scratchy.shared.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabasePropertiesTest {

    private static final String LONGEST = "s".repeat(59);

    private static DatabaseProperties in(String schema) {
        return new DatabaseProperties(
                "postgres://localhost/blog",
                schema,
                10,
                false,
                true,
                new Roles(null, null),
                Duration.ZERO,
                Duration.ZERO,
                null,
                null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"app", "a", "_", "tenant_1", "publicity", "pgadmin", "log"})
    void a_lower_case_name_is_a_schema(String schema) {
        assertThat(in(schema).logSchema()).isEqualTo(schema + "_log");
    }

    @Test
    void the_longest_name_leaves_room_for_the_logs() {
        assertThat(in(LONGEST).logSchema()).hasSize(63);
        assertThatThrownBy(() -> in(LONGEST + "s")).isInstanceOf(CannotStart.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "public",
                "pg_catalog",
                "pg_",
                "App",
                "1app",
                "my-app",
                "app.log",
                "app,other",
                "äpp",
                "app\n",
                "app\"; DROP SCHEMA app"
            })
    void any_other_name_is_refused_in_one_line_that_says_what_to_mend(String schema) {
        assertThatThrownBy(() -> in(schema))
                .isInstanceOf(CannotStart.class)
                .hasMessageStartingWith("DATABASE_SCHEMA must be")
                .message()
                .doesNotContain("\n");
    }
}
