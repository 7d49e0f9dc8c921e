package dev.scratchy.query.comment;

import dev.scratchy.query.answering.StoredAnswer;
import dev.scratchy.query.consistency.ReadAfter;
import dev.scratchy.query.consistency.Views;
import dev.scratchy.query.paging.PageRequest;
import dev.scratchy.shared.identity.CommentId;
import dev.scratchy.shared.identity.PostId;
import dev.scratchy.shared.openapi.Contract;
import dev.scratchy.shared.openapi.Shape;
import dev.scratchy.shared.openapi.Topic;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import dev.scratchy.shared.security.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Every question about comments, over HTTP. What a caller may not see is answered as if it were not there. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class CommentQueryController {

    private final CommentQueries comments;

    CommentQueryController(CommentQueries comments) {
        this.comments = comments;
    }

    @Contract(
            id = "getComment",
            topic = Topic.COMMENTS,
            summary = "Read a comment",
            description = "It is there for whoever may see its post.",
            data = CommentView.class,
            refuses = {ProblemCode.NOT_FOUND})
    @GetMapping("/comments/{id}")
    ResponseEntity<byte[]> byId(@PathVariable CommentId id, Caller caller, ReadAfter after) {
        after.in(Views.COMMENTS, Views.POSTS, Views.USERS);
        return comments.byId(id.value())
                .filter(found -> found.isVisibleTo(caller))
                .map(StoredAnswer::response)
                .orElseThrow(() -> new Refused(ProblemCode.NOT_FOUND, "There is no such comment."));
    }

    /** The comments on a post, the latest first. */
    @Contract(
            id = "listComments",
            topic = Topic.COMMENTS,
            summary = "List the comments on a post",
            description = "The latest first.",
            data = CommentView.class,
            shape = Shape.PAGE,
            refuses = {ProblemCode.NOT_FOUND, ProblemCode.VALIDATION_FAILED})
    @GetMapping("/posts/{id}/comments")
    ResponseEntity<byte[]> page(
            @PathVariable PostId id,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer limit,
            Caller caller,
            ReadAfter after) {
        PageRequest request = PageRequest.of(page, limit);
        after.in(Views.COMMENTS, Views.POSTS, Views.USERS);
        return comments.page(id.value(), request)
                .filter(found -> found.isVisibleTo(caller))
                .map(StoredAnswer::response)
                .orElseThrow(() -> new Refused(ProblemCode.NOT_FOUND, "There is no such post."));
    }
}
