package dev.scratchy.shared.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.RunningSystem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether a start says that its role could change the log. */
@ExtendWith(OutputCaptureExtension.class)
class LogTableIT {

    private final JdbcClient jdbc = RunningSystem.bean(JdbcClient.class);
    private final Map<String, Object> properties = new HashMap<>(RunningSystem.servers());

    @AfterEach
    void remove_the_schemas() {
        jdbc.sql("DROP SCHEMA IF EXISTS granted CASCADE").update();
        jdbc.sql("DROP SCHEMA IF EXISTS granted_log CASCADE").update();
    }

    @Test
    void a_start_with_a_role_that_can_only_append_says_nothing(CapturedOutput output) {
        StartIT.start(properties);

        assertThat(warnings(output)).isEmpty();
    }

    @Test
    void a_start_as_a_superuser_says_so_in_one_line(CapturedOutput output) {
        properties.computeIfPresent(
                "DATABASE_URL", (name, url) -> url.toString().replace("//scratchy@", "//postgres@"));

        StartIT.start(properties);

        assertThat(warnings(output))
                .singleElement()
                .asString()
                .contains("Connected as postgres, a superuser", "give DATABASE_URL a role that is none");
    }

    @Test
    void a_start_with_a_role_that_was_given_back_what_was_revoked_says_so_in_one_line(CapturedOutput output) {
        properties.put("DATABASE_SCHEMA", "granted");
        new Migrations(RunningSystem.bean(DataSource.class), "granted", "granted_log").apply();
        jdbc.sql("GRANT DELETE ON granted_log.domain_event TO CURRENT_USER").update();

        StartIT.start(properties);

        assertThat(warnings(output))
                .singleElement()
                .asString()
                .contains("The role scratchy may change the event log", "revoke UPDATE, DELETE and TRUNCATE");
    }

    private static List<String> warnings(CapturedOutput output) {
        return output.getOut()
                .lines()
                .filter(line -> line.contains("dev.scratchy.start"))
                .toList();
    }
}
