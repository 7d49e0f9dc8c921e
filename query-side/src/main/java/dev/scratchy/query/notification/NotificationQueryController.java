package dev.scratchy.query.notification;

import dev.scratchy.query.consistency.ReadAfter;
import dev.scratchy.query.consistency.Views;
import dev.scratchy.query.paging.PageRequest;
import dev.scratchy.shared.openapi.Access;
import dev.scratchy.shared.openapi.Contract;
import dev.scratchy.shared.openapi.Shape;
import dev.scratchy.shared.openapi.Topic;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.security.Caller;
import dev.scratchy.shared.web.Answer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The caller's own notifications, over HTTP. Not cached: each list has one reader, and a publication with many followers would
 * have as many answers to invalidate.
 */
@RestController
class NotificationQueryController {

    private final NotificationTable notifications;

    NotificationQueryController(NotificationTable notifications) {
        this.notifications = notifications;
    }

    /** The latest first; only the unread or only the read ones when {@code unread} says so. */
    @Contract(
            id = "listNotifications",
            topic = Topic.NOTIFICATIONS,
            access = Access.SIGNED_IN,
            summary = "List the caller's notifications",
            description = "The latest first.",
            data = NotificationView.class,
            shape = Shape.PAGE,
            refuses = {ProblemCode.VALIDATION_FAILED})
    @GetMapping("/api/v1/me/notifications")
    Answer<List<NotificationView>> page(
            @RequestParam(required = false) @Nullable Boolean unread,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer limit,
            Caller caller,
            ReadAfter after) {
        PageRequest request = PageRequest.of(page, limit);
        after.in(Views.NOTIFICATIONS, Views.POSTS, Views.USERS);
        return notifications.page(caller.signedIn().value(), unread, request).answer(request);
    }
}
