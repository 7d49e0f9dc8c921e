package dev.scratchy.command.post;

import static java.util.Objects.requireNonNullElse;

import dev.scratchy.command.dispatch.CommandAnswers;
import dev.scratchy.command.dispatch.CommandAnswers.Accepted;
import dev.scratchy.command.dispatch.CommandDispatch;
import dev.scratchy.command.dispatch.ExpectedVersion;
import dev.scratchy.shared.identity.PostId;
import dev.scratchy.shared.security.Caller;
import dev.scratchy.shared.web.Answer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Every wish for a post, over HTTP. */
@RestController
@RequestMapping(PostCommandController.POSTS)
class PostCommandController {

    static final String POSTS = "/api/v1/posts";

    private final CommandDispatch commands;

    PostCommandController(CommandDispatch commands) {
        this.commands = commands;
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
    ResponseEntity<Answer<Accepted>> create(
            @RequestBody NewPost post,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable ExpectedVersion ifMatch,
            Caller caller) {
        return send(
                new CreatePost(PostId.next(), post.title(), post.slug(), post.content(), post.tags()), caller, ifMatch);
    }

    @PatchMapping("/{id}")
    ResponseEntity<Answer<Accepted>> update(
            @PathVariable PostId id,
            @RequestBody Changes changes,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable ExpectedVersion ifMatch,
            Caller caller) {
        return send(
                new UpdatePost(id, changes.title(), changes.slug(), changes.content(), changes.tags()),
                caller,
                ifMatch);
    }

    @PutMapping("/by-slug/{slug}")
    ResponseEntity<Answer<Accepted>> upsert(
            @PathVariable String slug,
            @RequestBody WholePost post,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable ExpectedVersion ifMatch,
            Caller caller) {
        return send(new UpsertPost(slug, post.title(), post.content(), post.tags()), caller, ifMatch);
    }

    @PostMapping("/{id}/publish")
    ResponseEntity<Answer<Accepted>> publish(
            @PathVariable PostId id,
            @RequestBody(required = false) @Nullable Publication publication,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable ExpectedVersion ifMatch,
            Caller caller) {
        return send(new PublishPost(id, publication == null ? null : publication.publishedAt()), caller, ifMatch);
    }

    @PostMapping("/{id}/unpublish")
    ResponseEntity<Answer<Accepted>> unpublish(
            @PathVariable PostId id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable ExpectedVersion ifMatch,
            Caller caller) {
        return send(new UnpublishPost(id), caller, ifMatch);
    }

    @PostMapping("/{id}/archive")
    ResponseEntity<Answer<Accepted>> archive(
            @PathVariable PostId id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable ExpectedVersion ifMatch,
            Caller caller) {
        return send(new ArchivePost(id), caller, ifMatch);
    }

    @PutMapping("/{id}/tags/{tag}")
    ResponseEntity<Answer<Accepted>> tag(
            @PathVariable PostId id,
            @PathVariable String tag,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable ExpectedVersion ifMatch,
            Caller caller) {
        return send(new TagPost(id, tag), caller, ifMatch);
    }

    @DeleteMapping("/{id}/tags/{tag}")
    ResponseEntity<Answer<Accepted>> untag(
            @PathVariable PostId id,
            @PathVariable String tag,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable ExpectedVersion ifMatch,
            Caller caller) {
        return send(new UntagPost(id, tag), caller, ifMatch);
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Answer<Accepted>> delete(
            @PathVariable PostId id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable ExpectedVersion ifMatch,
            Caller caller) {
        return send(new DeletePost(id), caller, ifMatch);
    }

    private ResponseEntity<Answer<Accepted>> send(Object command, Caller caller, @Nullable ExpectedVersion ifMatch) {
        return CommandAnswers.of(commands.send(command, caller, ifMatch), POSTS);
    }
}
