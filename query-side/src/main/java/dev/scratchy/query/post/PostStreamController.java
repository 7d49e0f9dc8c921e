package dev.scratchy.query.post;

import dev.scratchy.query.answering.StoredAnswer;
import dev.scratchy.query.consistency.ReadAfter;
import dev.scratchy.query.consistency.Views;
import dev.scratchy.query.live.Streams;
import dev.scratchy.shared.identity.PostId;
import dev.scratchy.shared.openapi.Contract;
import dev.scratchy.shared.openapi.Shape;
import dev.scratchy.shared.openapi.Topic;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import dev.scratchy.shared.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Changes of a post as they happen, for those who may read it. */
@RestController
class PostStreamController {

    private final Streams streams;
    private final PostStream changes;
    private final PostQueries posts;

    PostStreamController(Streams streams, PostStream changes, PostQueries posts) {
        this.streams = streams;
        this.changes = changes;
        this.posts = posts;
    }

    @Contract(
            id = "followPost",
            topic = Topic.POSTS,
            summary = "Follow the changes of a post",
            description =
                    "Server-sent events, each named after what happened, with `id`, `version`, `at`, `type` and a"
                            + " `consistencyToken` as JSON. The `id` of an event is its position, from which the stream goes on"
                            + " after a break. Ends when the caller may not read the post any more, and when the token expires.",
            data = PostView.class,
            shape = Shape.EVENTS,
            refuses = {ProblemCode.NOT_FOUND})
    @GetMapping(path = "/api/v1/posts/{id}/changes", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void changes(
            @PathVariable PostId id,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            Caller caller,
            ReadAfter after,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        after.in(Views.POSTS);
        streams.serve(changes, id.value(), lastEventId, () -> mayStay(id, caller), request, response);
    }

    /** Whether the caller may read the post in any state. */
    private boolean mayStay(PostId id, Caller caller) {
        StoredAnswer post = posts.byId(id.value(), Include.NOTHING)
                .filter(found -> found.isVisibleTo(caller))
                .orElseThrow(() -> new Refused(ProblemCode.NOT_FOUND, "There is no such post."));
        return caller.isEditor() || post.isOf(caller);
    }
}
