package dev.scratchy.command.comment;

import static java.util.Objects.requireNonNullElse;

import dev.scratchy.command.dispatch.CommandAnswers;
import dev.scratchy.command.dispatch.CommandAnswers.Accepted;
import dev.scratchy.command.dispatch.CommandDispatch;
import dev.scratchy.command.dispatch.CommandRequest;
import dev.scratchy.shared.identity.CommentId;
import dev.scratchy.shared.identity.PostId;
import dev.scratchy.shared.openapi.Access;
import dev.scratchy.shared.openapi.Contract;
import dev.scratchy.shared.openapi.Topic;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.web.Answer;
import io.swagger.v3.oas.annotations.media.Schema;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Every wish for a comment, over HTTP. */
@RestController
class CommentCommandController {

    private static final String COMMENTS = "/api/v1/comments";

    private final CommandDispatch commands;
    private final CommandAnswers answers;

    CommentCommandController(CommandDispatch commands, CommandAnswers answers) {
        this.commands = commands;
        this.answers = answers;
    }

    /** What is absent is judged as empty, so that the rules of the commands name it. */
    @Schema(name = "CommentWords")
    record Words(String content) {
        Words {
            content = requireNonNullElse(content, "");
        }
    }

    @Contract(
            id = "addComment",
            topic = Topic.COMMENTS,
            access = Access.SIGNED_IN,
            summary = "Comment on a published post",
            description = "The caller needs an account.",
            data = Accepted.class,
            status = {201},
            refuses = {ProblemCode.NOT_FOUND, ProblemCode.INVALID_STATE, ProblemCode.VALIDATION_FAILED})
    @PostMapping("/api/v1/posts/{id}/comments")
    ResponseEntity<Answer<Accepted>> add(@PathVariable PostId id, @RequestBody Words words, CommandRequest request) {
        return send(new AddComment(CommentId.next(), id, words.content()), request);
    }

    @Contract(
            id = "editComment",
            topic = Topic.COMMENTS,
            access = Access.SIGNED_IN,
            summary = "Change the words of a comment",
            description = "One's own; an editor anybody's. Not while its post is not published.",
            data = Accepted.class,
            refuses = {ProblemCode.NOT_FOUND, ProblemCode.INVALID_STATE, ProblemCode.VALIDATION_FAILED})
    @PatchMapping(COMMENTS + "/{id}")
    ResponseEntity<Answer<Accepted>> edit(
            @PathVariable CommentId id, @RequestBody Words words, CommandRequest request) {
        return send(new EditComment(id, words.content()), request);
    }

    @Contract(
            id = "deleteComment",
            topic = Topic.COMMENTS,
            access = Access.SIGNED_IN,
            summary = "Delete a comment",
            description = "One's own; an editor anybody's.",
            data = Accepted.class,
            refuses = {ProblemCode.NOT_FOUND})
    @DeleteMapping(COMMENTS + "/{id}")
    ResponseEntity<Answer<Accepted>> delete(@PathVariable CommentId id, CommandRequest request) {
        return send(new DeleteComment(id), request);
    }

    private ResponseEntity<Answer<Accepted>> send(Object command, CommandRequest request) {
        return answers.of(commands.send(command, request), COMMENTS);
    }
}
