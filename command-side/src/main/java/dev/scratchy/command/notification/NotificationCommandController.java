package dev.scratchy.command.notification;

import dev.scratchy.command.dispatch.CommandAnswers;
import dev.scratchy.command.dispatch.CommandAnswers.Accepted;
import dev.scratchy.command.dispatch.CommandDispatch;
import dev.scratchy.command.dispatch.CommandRequest;
import dev.scratchy.shared.identity.NotificationId;
import dev.scratchy.shared.openapi.Access;
import dev.scratchy.shared.openapi.Contract;
import dev.scratchy.shared.openapi.Topic;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.web.Answer;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Every wish for the caller's own notifications, over HTTP. */
@RestController
@RequestMapping("/api/v1/notifications")
class NotificationCommandController {

    private final CommandDispatch commands;
    private final CommandAnswers answers;

    NotificationCommandController(CommandDispatch commands, CommandAnswers answers) {
        this.commands = commands;
        this.answers = answers;
    }

    @Contract(
            id = "readNotification",
            topic = Topic.NOTIFICATIONS,
            access = Access.SIGNED_IN,
            summary = "Mark a notification as read",
            description = "One's own. Reading it again is no change.",
            data = Accepted.class,
            refuses = {ProblemCode.NOT_FOUND})
    @PostMapping("/{id}/read")
    ResponseEntity<Answer<Accepted>> read(@PathVariable NotificationId id, CommandRequest request) {
        return send(new MarkNotificationRead(new InboxId(request.caller().signedIn()), id), request);
    }

    @Contract(
            id = "readAllNotifications",
            topic = Topic.NOTIFICATIONS,
            access = Access.SIGNED_IN,
            summary = "Mark all notifications as read",
            description = "All that the caller has so far; `id` of the answer is the caller's.",
            data = Accepted.class)
    @PostMapping("/read-all")
    ResponseEntity<Answer<Accepted>> readAll(CommandRequest request) {
        return send(new MarkAllNotificationsRead(new InboxId(request.caller().signedIn())), request);
    }

    private ResponseEntity<Answer<Accepted>> send(Object command, CommandRequest request) {
        return answers.changed(commands.send(command, request));
    }
}
