package dev.scratchy.shared.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.shared.comment.CommentEvent;
import dev.scratchy.shared.notification.NotificationEvent;
import dev.scratchy.shared.post.PostEvent;
import dev.scratchy.shared.user.UserEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What logs hold of each event stays readable, or the build breaks and says what to do. */
class EventContractTest {

    private static final Path APPROVED = Path.of("..", "contract", "events");

    private static List<Class<?>> everyKindOfEvent() {
        return Stream.of(PostEvent.class, UserEvent.class, CommentEvent.class, NotificationEvent.class)
                .<Class<?>>flatMap(family -> Stream.of(family.getPermittedSubclasses()))
                .toList();
    }

    private static Map<String, String> files() throws IOException {
        Map<String, String> files = new HashMap<>();
        try (Stream<Path> paths = Files.list(APPROVED)) {
            for (Path path : paths.toList()) {
                files.put(String.valueOf(path.getFileName()), Files.readString(path));
            }
        }
        return files;
    }

    @Test
    void every_stored_event_can_be_read_and_is_written_as_approved() throws IOException {
        List<String> breaches =
                EventContract.breaches(EventNames.ofScratchy(), EventUpcasters.chain(), everyKindOfEvent(), files());

        assertThat(breaches)
                .withFailMessage(() -> "Stored events:\n\n" + String.join("\n\n", breaches) + "\n")
                .isEmpty();
    }
}
