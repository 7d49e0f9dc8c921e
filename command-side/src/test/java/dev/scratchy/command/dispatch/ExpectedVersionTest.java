package dev.scratchy.command.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectedVersionTest {

    private static final CommandMessage<String> WITHOUT = new GenericCommandMessage<>("a wish");

    private static CommandMessage<String> expecting(String ifMatch) {
        return WITHOUT.andMetaData(Map.of(ExpectedVersion.KEY, ExpectedVersion.of(ifMatch)));
    }

    private static void assertConflict(ThrowingCallable check) {
        assertThatThrownBy(check)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(ProblemCode.VERSION_CONFLICT));
    }

    @ParameterizedTest
    @CsvSource({"'\"0\"', 0", "'\"3\"', 3", "' \"17\" ', 17", "'\"999999999999999999\"', 999999999999999999"})
    void an_etag_of_ours_is_a_version(String ifMatch, long version) {
        assertThat(ExpectedVersion.of(ifMatch)).isEqualTo(new ExpectedVersion(version));
    }

    @ParameterizedTest
    @CsvSource({"'\"0.0\"', 0", "'\"7.3\"', 7", "'\"7.3.2\"', 7", "'\"17.999999999999999999\"', 17"})
    void what_does_not_belong_to_the_aggregate_is_not_compared(String ifMatch, long version) {
        assertThat(ExpectedVersion.of(ifMatch)).isEqualTo(new ExpectedVersion(version));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", " * "})
    void a_star_is_any_version(String ifMatch) {
        assertThat(ExpectedVersion.of(ifMatch)).isEqualTo(new ExpectedVersion(null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "3",
                "\"\"",
                "\"-1\"",
                "\"3",
                "\"3\", \"4\"",
                "W/\"3\"",
                "\"1.\"",
                "\".5\"",
                "\"1.5.2.7\"",
                "\"1.-5\"",
                "\"1.5000000000000000000\"",
                "\"abc\"",
                "\"٣\"",
                "**",
                "\"*\"",
                "\"9999999999999999999\"",
                "\"1000000000000000000000000000000\""
            })
    void anything_else_is_malformed(String ifMatch) {
        assertThatThrownBy(() -> ExpectedVersion.of(ifMatch))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(ProblemCode.MALFORMED_REQUEST));
    }

    @Test
    void a_command_that_expects_nothing_passes() {
        assertThatCode(() -> {
                    ExpectedVersion.check(WITHOUT, null);
                    ExpectedVersion.check(WITHOUT, 5L);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void the_present_version_passes_and_every_other_conflicts() {
        // Beyond the small numbers that the JVM keeps one object each for.
        assertThatCode(() -> ExpectedVersion.check(expecting("\"4711\""), 4711L))
                .doesNotThrowAnyException();
        assertConflict(() -> ExpectedVersion.check(expecting("\"4711\""), 4712L));
        assertConflict(() -> ExpectedVersion.check(expecting("\"4711\""), 4710L));
    }

    @Test
    void any_version_passes_where_there_is_one() {
        assertThatCode(() -> ExpectedVersion.check(expecting("*"), 0L)).doesNotThrowAnyException();
    }

    @Test
    void what_is_not_there_matches_nothing() {
        assertConflict(() -> ExpectedVersion.check(expecting("*"), null));
        assertConflict(() -> ExpectedVersion.check(expecting("\"0\""), null));
    }
}
