package dev.scratchy.command.post;

import static java.util.Objects.requireNonNullElse;

import dev.scratchy.command.dispatch.CommandAnswers;
import dev.scratchy.command.dispatch.CommandAnswers.Accepted;
import dev.scratchy.command.dispatch.CommandDispatch;
import dev.scratchy.command.dispatch.CommandRequest;
import dev.scratchy.shared.identity.PostId;
import dev.scratchy.shared.web.Answer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Every wish for a post, over HTTP. */
@RestController
@RequestMapping(PostCommandController.POSTS)
class PostCommandController {

    static final String POSTS = "/api/v1/posts";

    private final CommandDispatch commands;
    private final CommandAnswers answers;

    PostCommandController(CommandDispatch commands, CommandAnswers answers) {
        this.commands = commands;
        this.answers = answers;
    }

    /** What is absent here is judged as empty, so that the rules of {@link CreatePost} name it. */
    record NewPost(String title, @Nullable String slug, String content, List<String> tags) {
        NewPost {
            title = requireNonNullElse(title, "");
            content = requireNonNullElse(content, "");
            tags = requireNonNullElse(tags, List.of());
        }
    }

    record Changes(
            @Nullable String title,
            @Nullable String slug,
            @Nullable String content,
            @Nullable List<String> tags) {}

    record WholePost(
            String title,
            @Nullable String content,
            @Nullable List<String> tags) {
        WholePost {
            title = requireNonNullElse(title, "");
        }
    }

    record Publication(@Nullable Instant publishedAt) {}

    @PostMapping
    ResponseEntity<Answer<Accepted>> create(@RequestBody NewPost post, CommandRequest request) {
        return send(new CreatePost(PostId.next(), post.title(), post.slug(), post.content(), post.tags()), request);
    }

    @PatchMapping("/{id}")
    ResponseEntity<Answer<Accepted>> update(
            @PathVariable PostId id, @RequestBody Changes changes, CommandRequest request) {
        return send(new UpdatePost(id, changes.title(), changes.slug(), changes.content(), changes.tags()), request);
    }

    @PutMapping("/by-slug/{slug}")
    ResponseEntity<Answer<Accepted>> upsert(
            @PathVariable String slug, @RequestBody WholePost post, CommandRequest request) {
        return send(new UpsertPost(slug, post.title(), post.content(), post.tags()), request);
    }

    @PostMapping("/{id}/publish")
    ResponseEntity<Answer<Accepted>> publish(
            @PathVariable PostId id,
            @RequestBody(required = false) @Nullable Publication publication,
            CommandRequest request) {
        return send(new PublishPost(id, publication == null ? null : publication.publishedAt()), request);
    }

    @PostMapping("/{id}/unpublish")
    ResponseEntity<Answer<Accepted>> unpublish(@PathVariable PostId id, CommandRequest request) {
        return send(new UnpublishPost(id), request);
    }

    @PostMapping("/{id}/archive")
    ResponseEntity<Answer<Accepted>> archive(@PathVariable PostId id, CommandRequest request) {
        return send(new ArchivePost(id), request);
    }

    @PutMapping("/{id}/tags/{tag}")
    ResponseEntity<Answer<Accepted>> tag(@PathVariable PostId id, @PathVariable String tag, CommandRequest request) {
        return send(new TagPost(id, tag), request);
    }

    @DeleteMapping("/{id}/tags/{tag}")
    ResponseEntity<Answer<Accepted>> untag(@PathVariable PostId id, @PathVariable String tag, CommandRequest request) {
        return send(new UntagPost(id, tag), request);
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Answer<Accepted>> delete(@PathVariable PostId id, CommandRequest request) {
        return send(new DeletePost(id), request);
    }

    private ResponseEntity<Answer<Accepted>> send(Object command, CommandRequest request) {
        return answers.of(commands.send(command, request), POSTS);
    }
}
