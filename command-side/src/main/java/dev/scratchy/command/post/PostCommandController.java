package dev.scratchy.command.post;

import static java.util.Objects.requireNonNullElse;

import dev.scratchy.command.dispatch.CommandAnswers;
import dev.scratchy.command.dispatch.CommandAnswers.Accepted;
import dev.scratchy.command.dispatch.CommandDispatch;
import dev.scratchy.command.dispatch.CommandRequest;
import dev.scratchy.shared.identity.PostId;
import dev.scratchy.shared.openapi.Access;
import dev.scratchy.shared.openapi.Contract;
import dev.scratchy.shared.openapi.MayBeAbsent;
import dev.scratchy.shared.openapi.Topic;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.web.Answer;
import io.swagger.v3.oas.annotations.media.Schema;
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
    record NewPost(
            String title,
            @Nullable String slug,
            @MayBeAbsent String content,
            @MayBeAbsent List<String> tags) {
        NewPost {
            title = requireNonNullElse(title, "");
            content = requireNonNullElse(content, "");
            tags = requireNonNullElse(tags, List.of());
        }
    }

    @Schema(name = "PostChanges")
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

    @Contract(
            id = "createPost",
            topic = Topic.POSTS,
            access = Access.WRITER,
            summary = "Begin a draft",
            description = "The caller is its author, and needs an account. Without `slug`, one is made from the title.",
            data = Accepted.class,
            status = {201},
            refuses = {ProblemCode.SLUG_TAKEN, ProblemCode.VALIDATION_FAILED})
    @PostMapping
    ResponseEntity<Answer<Accepted>> create(@RequestBody NewPost post, CommandRequest request) {
        return send(new CreatePost(PostId.next(), post.title(), post.slug(), post.content(), post.tags()), request);
    }

    @Contract(
            id = "updatePost",
            topic = Topic.POSTS,
            access = Access.WRITER,
            summary = "Change some parts of a post",
            description = "What is absent or `null` stays as it is. An archived post cannot be changed.",
            data = Accepted.class,
            refuses = {
                ProblemCode.NOT_FOUND,
                ProblemCode.SLUG_TAKEN,
                ProblemCode.INVALID_STATE,
                ProblemCode.VALIDATION_FAILED
            })
    @PatchMapping("/{id}")
    ResponseEntity<Answer<Accepted>> update(
            @PathVariable PostId id, @RequestBody Changes changes, CommandRequest request) {
        return send(new UpdatePost(id, changes.title(), changes.slug(), changes.content(), changes.tags()), request);
    }

    @Contract(
            id = "upsertPost",
            topic = Topic.POSTS,
            access = Access.WRITER,
            summary = "Create or replace the post of a slug",
            description = "What is absent stays, or is empty in a new post.",
            data = Accepted.class,
            status = {200, 201},
            refuses = {
                ProblemCode.NOT_FOUND,
                ProblemCode.SLUG_TAKEN,
                ProblemCode.INVALID_STATE,
                ProblemCode.VALIDATION_FAILED
            })
    @PutMapping("/by-slug/{slug}")
    ResponseEntity<Answer<Accepted>> upsert(
            @PathVariable String slug, @RequestBody WholePost post, CommandRequest request) {
        return send(new UpsertPost(slug, post.title(), post.content(), post.tags()), request);
    }

    @Contract(
            id = "publishPost",
            topic = Topic.POSTS,
            access = Access.WRITER,
            summary = "Publish a post",
            description = "Now, or with the date that is given. Publishing it again with another date is refused.",
            data = Accepted.class,
            refuses = {ProblemCode.NOT_FOUND, ProblemCode.INVALID_STATE, ProblemCode.VALIDATION_FAILED})
    @PostMapping("/{id}/publish")
    ResponseEntity<Answer<Accepted>> publish(
            @PathVariable PostId id,
            @RequestBody(required = false) @Nullable Publication publication,
            CommandRequest request) {
        return send(new PublishPost(id, publication == null ? null : publication.publishedAt()), request);
    }

    @Contract(
            id = "unpublishPost",
            topic = Topic.POSTS,
            access = Access.WRITER,
            summary = "Make a published post a draft again",
            description = "A draft stays what it is.",
            data = Accepted.class,
            refuses = {ProblemCode.NOT_FOUND, ProblemCode.INVALID_STATE})
    @PostMapping("/{id}/unpublish")
    ResponseEntity<Answer<Accepted>> unpublish(@PathVariable PostId id, CommandRequest request) {
        return send(new UnpublishPost(id), request);
    }

    @Contract(
            id = "archivePost",
            topic = Topic.POSTS,
            access = Access.WRITER,
            summary = "Archive a post for good",
            description = "It can only be deleted from then on.",
            data = Accepted.class,
            refuses = {ProblemCode.NOT_FOUND, ProblemCode.INVALID_STATE})
    @PostMapping("/{id}/archive")
    ResponseEntity<Answer<Accepted>> archive(@PathVariable PostId id, CommandRequest request) {
        return send(new ArchivePost(id), request);
    }

    @Contract(
            id = "tagPost",
            topic = Topic.POSTS,
            access = Access.WRITER,
            summary = "Put a tag on a post",
            description = "At most 20 tags. One that is there already is no change.",
            data = Accepted.class,
            refuses = {ProblemCode.NOT_FOUND, ProblemCode.INVALID_STATE, ProblemCode.VALIDATION_FAILED})
    @PutMapping("/{id}/tags/{tag}")
    ResponseEntity<Answer<Accepted>> tag(@PathVariable PostId id, @PathVariable String tag, CommandRequest request) {
        return send(new TagPost(id, tag), request);
    }

    @Contract(
            id = "untagPost",
            topic = Topic.POSTS,
            access = Access.WRITER,
            summary = "Take a tag off a post",
            description = "One that is not there is no change.",
            data = Accepted.class,
            refuses = {ProblemCode.NOT_FOUND, ProblemCode.INVALID_STATE, ProblemCode.VALIDATION_FAILED})
    @DeleteMapping("/{id}/tags/{tag}")
    ResponseEntity<Answer<Accepted>> untag(@PathVariable PostId id, @PathVariable String tag, CommandRequest request) {
        return send(new UntagPost(id, tag), request);
    }

    @Contract(
            id = "deletePost",
            topic = Topic.POSTS,
            access = Access.WRITER,
            summary = "Delete a post",
            description = "Its comments go with it, and its slug is free.",
            data = Accepted.class,
            refuses = {ProblemCode.NOT_FOUND})
    @DeleteMapping("/{id}")
    ResponseEntity<Answer<Accepted>> delete(@PathVariable PostId id, CommandRequest request) {
        return send(new DeletePost(id), request);
    }

    private ResponseEntity<Answer<Accepted>> send(Object command, CommandRequest request) {
        return answers.of(commands.send(command, request), POSTS);
    }
}
