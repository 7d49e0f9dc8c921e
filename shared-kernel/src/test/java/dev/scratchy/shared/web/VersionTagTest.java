package dev.scratchy.shared.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionTagTest {

    @Test
    void without_anything_counted_it_is_the_version() {
        assertThat(VersionTag.of(3)).isEqualTo("\"3\"");
        assertThat(VersionTag.of(3, 0, 0)).isEqualTo("\"3\"");
    }

    @Test
    void another_count_is_another_tag() {
        assertThat(VersionTag.of(3, 2)).isEqualTo("\"3.2\"").isNotEqualTo(VersionTag.of(3, 1));
        assertThat(VersionTag.of(3, 0, 1)).isEqualTo("\"3.0.1\"").isNotEqualTo(VersionTag.of(3, 1, 0));
    }
}
