package dev.scratchy.command.notification;

import dev.scratchy.command.dispatch.CommandAnswers;
import dev.scratchy.command.dispatch.CommandAnswers.Accepted;
import dev.scratchy.command.dispatch.CommandDispatch;
import dev.scratchy.command.dispatch.ExpectedVersion;
import dev.scratchy.shared.identity.NotificationId;
import dev.scratchy.shared.security.Caller;
import dev.scratchy.shared.web.Answer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Every wish for the caller's own notifications, over HTTP. */
@RestController
@RequestMapping("/api/v1/notifications")
class NotificationCommandController {

    private final CommandDispatch commands;

    NotificationCommandController(CommandDispatch commands) {
        this.commands = commands;
    }

    @PostMapping("/{id}/read")
    ResponseEntity<Answer<Accepted>> read(
            @PathVariable NotificationId id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable ExpectedVersion ifMatch,
            Caller caller) {
        return send(new MarkNotificationRead(new InboxId(caller.signedIn()), id), caller, ifMatch);
    }

    @PostMapping("/read-all")
    ResponseEntity<Answer<Accepted>> readAll(
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable ExpectedVersion ifMatch,
            Caller caller) {
        return send(new MarkAllNotificationsRead(new InboxId(caller.signedIn())), caller, ifMatch);
    }

    private ResponseEntity<Answer<Accepted>> send(Object command, Caller caller, @Nullable ExpectedVersion ifMatch) {
        return CommandAnswers.changed(commands.send(command, caller, ifMatch));
    }
}
