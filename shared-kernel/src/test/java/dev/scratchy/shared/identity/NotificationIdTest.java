package dev.scratchy.shared.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationIdTest {

    private static final UserId USER = UserId.of("01JZ8Q4S5T6V7W8X9YZABCDEFG");

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 31, 32, 1_000_000, (1L << 48) - 1})
    void it_tells_the_position_of_its_event(long position) {
        assertThat(NotificationId.of(position, "event", USER).position()).isEqualTo(position);
    }

    @Test
    void it_is_the_same_each_time_and_read_back_from_its_text() {
        var id = NotificationId.of(7, "event", USER);

        assertThat(NotificationId.of(7, "event", USER)).isEqualTo(id);
        assertThat(NotificationId.of(id.value().toLowerCase(Locale.ROOT))).isEqualTo(id);
    }

    @Test
    void it_differs_by_event_and_by_user() {
        assertThat(NotificationId.of(7, "event", USER))
                .isNotEqualTo(NotificationId.of(8, "event", USER))
                .isNotEqualTo(NotificationId.of(7, "other event", USER))
                .isNotEqualTo(NotificationId.of(7, "event", UserId.next()));
    }

    @Test
    void ids_sort_in_the_order_of_the_log() {
        assertThat(NotificationId.of(99, "z", USER).value())
                .isLessThan(NotificationId.of(100, "a", USER).value());
    }
}
