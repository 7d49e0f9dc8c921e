package dev.scratchy.shared.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scratchy.journeys.RunningSystem;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class MigrationsIT {

    private final JdbcClient jdbc = RunningSystem.bean(JdbcClient.class);
    private final Migrations migrations =
            new Migrations(RunningSystem.bean(DataSource.class), "elsewhere", "elsewhere_log");

    @AfterEach
    void remove_the_schemas() {
        jdbc.sql("DROP SCHEMA IF EXISTS elsewhere CASCADE").update();
        jdbc.sql("DROP SCHEMA IF EXISTS elsewhere_log CASCADE").update();
    }

    @Test
    void each_schema_has_its_own_history() {
        migrations.apply();
        migrations.check(true);

        assertThat(applied("elsewhere_log")).isEqualTo("event log and reservations");
        assertThat(applied("elsewhere")).isEqualTo("posts and tokens");
    }

    @Test
    void applying_twice_is_no_change() {
        migrations.apply();
        migrations.apply();

        migrations.check(true);
    }

    @Test
    void a_database_without_them_is_refused_and_told_what_to_do() {
        assertThatThrownBy(() -> migrations.check(true))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("elsewhere_log")
                .hasMessageContaining("run the launcher with the argument migrate")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void a_migration_that_was_changed_afterwards_is_refused() {
        migrations.apply();
        jdbc.sql("UPDATE elsewhere.flyway_schema_history SET checksum = checksum + 1 WHERE version = '1'")
                .update();

        assertThatThrownBy(() -> migrations.check(true))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("checksum");
        assertThatThrownBy(migrations::apply).isInstanceOf(CannotStart.class).hasMessageContaining("checksum");
    }

    private String applied(String schema) {
        return jdbc.sql("SELECT description FROM " + schema + ".flyway_schema_history WHERE version = '1'")
                .query(String.class)
                .single();
    }
}
