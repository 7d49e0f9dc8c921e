package dev.scratchy.query.notification;

import dev.scratchy.query.consistency.ReadAfter;
import dev.scratchy.query.consistency.Views;
import dev.scratchy.query.live.Streams;
import dev.scratchy.shared.openapi.Access;
import dev.scratchy.shared.openapi.Contract;
import dev.scratchy.shared.openapi.Shape;
import dev.scratchy.shared.openapi.Topic;
import dev.scratchy.shared.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own notifications as they come. */
@RestController
class NotificationStreamController {

    private final Streams streams;
    private final NotificationStream notifications;

    NotificationStreamController(Streams streams, NotificationStream notifications) {
        this.streams = streams;
        this.notifications = notifications;
    }

    @Contract(
            id = "followNotifications",
            topic = Topic.NOTIFICATIONS,
            access = Access.SIGNED_IN,
            summary = "Follow the caller's notifications",
            description =
                    "Server-sent events named `notification`, each with a notification and a `consistencyToken` as"
                            + " JSON. The `id` of an event is its position, from which the stream goes on after a break. Ends when"
                            + " the token expires.",
            data = NotificationView.class,
            shape = Shape.EVENTS)
    @GetMapping(path = "/api/v1/me/notifications/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void stream(
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            Caller caller,
            ReadAfter after,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        after.in(Views.NOTIFICATIONS);
        streams.serve(notifications, caller.signedIn().value(), lastEventId, () -> true, request, response);
    }
}
