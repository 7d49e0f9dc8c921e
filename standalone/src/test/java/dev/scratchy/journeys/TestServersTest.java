package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestServersTest {

    @ParameterizedTest
    @EnumSource(TestServers.Kind.class)
    void every_kind_has_its_name(TestServers.Kind kind) {
        assertThat(TestServers.kind(kind.name())).isEqualTo(kind);
    }

    @Test
    void a_name_may_be_written_small() {
        assertThat(TestServers.kind("testcontainers")).isEqualTo(TestServers.Kind.TESTCONTAINERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "docker", "testcontainer"})
    void another_name_is_refused_with_those_that_there_are(String name) {
        assertThatThrownBy(() -> TestServers.kind(name))
                .hasMessage("-Dscratchy.tests must be auto, testcontainers or embedded, and not " + name + ".");
    }
}
