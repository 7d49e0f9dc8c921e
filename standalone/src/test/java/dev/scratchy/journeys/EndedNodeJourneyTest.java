package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a node leaves behind that has ended: nothing. */
class EndedNodeJourneyTest {

    @Test
    void a_query_side_that_has_ended_listens_to_nobody_any_more() {
        // Its own listeners stay.
        Eventually.see(
                () -> assertThat(RunningSystem.http().get("/actuator/health").status())
                        .isEqualTo(200));
        Set<Thread> before = listeners();
        try (Node node = Node.querySide()) {
            assertThat(node.context().isActive()).isTrue();
            assertThat(listeners()).as("of commits, and of views").hasSizeGreaterThanOrEqualTo(before.size() + 2);
        }
        Eventually.see(() -> assertThat(before).containsAll(listeners()));
    }

    private static Set<Thread> listeners() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("listener-"))
                .collect(Collectors.toSet());
    }
}
