package dev.scratchy.command.comment;

import static java.util.Objects.requireNonNullElse;

import dev.scratchy.command.dispatch.CommandAnswers;
import dev.scratchy.command.dispatch.CommandAnswers.Accepted;
import dev.scratchy.command.dispatch.CommandDispatch;
import dev.scratchy.command.dispatch.ExpectedVersion;
import dev.scratchy.shared.identity.CommentId;
import dev.scratchy.shared.identity.PostId;
import dev.scratchy.shared.security.Caller;
import dev.scratchy.shared.web.Answer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Every wish for a comment, over HTTP. */
@RestController
class CommentCommandController {

    private static final String COMMENTS = "/api/v1/comments";

    private final CommandDispatch commands;

    CommentCommandController(CommandDispatch commands) {
        this.commands = commands;
    }

    /** What is absent is judged as empty, so that the rules of the commands name it. */
    record Words(String content) {
        Words {
            content = requireNonNullElse(content, "");
        }
    }

    @PostMapping("/api/v1/posts/{id}/comments")
    ResponseEntity<Answer<Accepted>> add(
            @PathVariable PostId id,
            @RequestBody Words words,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable ExpectedVersion ifMatch,
            Caller caller) {
        return send(new AddComment(CommentId.next(), id, words.content()), caller, ifMatch);
    }

    @PatchMapping(COMMENTS + "/{id}")
    ResponseEntity<Answer<Accepted>> edit(
            @PathVariable CommentId id,
            @RequestBody Words words,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable ExpectedVersion ifMatch,
            Caller caller) {
        return send(new EditComment(id, words.content()), caller, ifMatch);
    }

    @DeleteMapping(COMMENTS + "/{id}")
    ResponseEntity<Answer<Accepted>> delete(
            @PathVariable CommentId id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable ExpectedVersion ifMatch,
            Caller caller) {
        return send(new DeleteComment(id), caller, ifMatch);
    }

    private ResponseEntity<Answer<Accepted>> send(Object command, Caller caller, @Nullable ExpectedVersion ifMatch) {
        return CommandAnswers.of(commands.send(command, caller, ifMatch), COMMENTS);
    }
}
