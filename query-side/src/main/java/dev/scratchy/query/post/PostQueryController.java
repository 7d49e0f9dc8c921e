package dev.scratchy.query.post;

import dev.scratchy.query.paging.PageRequest;
import dev.scratchy.shared.identity.PostId;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.post.PostRules;
import dev.scratchy.shared.problem.Invalid;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import dev.scratchy.shared.security.Caller;
import dev.scratchy.shared.web.Answer;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Every question about posts, over HTTP. What a caller may not see is answered as if it were not there. */
@RestController
@RequestMapping("/api/v1")
class PostQueryController {

    /** What is none cannot be found, and need not be looked for. */
    private static final Pattern SLUG = Pattern.compile(PostRules.SLUG);

    private final PostQueries posts;

    PostQueryController(PostQueries posts) {
        this.posts = posts;
    }

    @GetMapping("/posts/{id}")
    ResponseEntity<Answer<PostView>> byId(@PathVariable PostId id, Caller caller) {
        return posts.byId(id.value())
                .filter(post -> post.isVisibleTo(caller))
                .map(PostQueryController::answer)
                .orElseThrow(PostQueryController::notFound);
    }

    @GetMapping("/posts/by-slug/{slug}")
    ResponseEntity<Answer<PostView>> bySlug(@PathVariable String slug, Caller caller) {
        if (!SLUG.matcher(slug).matches()) {
            throw notFound();
        }
        return posts.bySlug(slug)
                .filter(post -> post.isVisibleTo(caller))
                .map(PostQueryController::answer)
                .or(() -> posts.byFormerSlug(slug)
                        .filter(post -> post.isVisibleTo(caller))
                        .map(PostQueryController::moved))
                .orElseThrow(PostQueryController::notFound);
    }

    /** Drafts and archived posts: an author's own, or for an editor everybody's. */
    @GetMapping("/posts")
    Answer<List<PostSummary>> list(
            @RequestParam(defaultValue = "published") String status,
            @RequestParam(required = false) @Nullable UserId author,
            @RequestParam(required = false) @Nullable String tag,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer limit,
            Caller caller) {
        PageRequest request = PageRequest.of(page, limit);
        PostStatus wanted = status(status);
        if (wanted != PostStatus.PUBLISHED && !caller.isEditor()) {
            UserId own = caller.signedIn();
            if (author != null && !author.equals(own)) {
                throw new Refused(ProblemCode.FORBIDDEN, "Only editors see what others have not published.");
            }
            author = own;
        }
        return posts.list(new PostFilter(wanted, author == null ? null : author.value(), tag), request)
                .answer(request);
    }

    @GetMapping("/tags")
    Answer<List<TagCount>> tags() {
        return Answer.of(posts.tags());
    }

    private static PostStatus status(String text) {
        return switch (text) {
            case "draft" -> PostStatus.DRAFT;
            case "published" -> PostStatus.PUBLISHED;
            case "archived" -> PostStatus.ARCHIVED;
            default -> throw new Invalid("status", "must be draft, published or archived");
        };
    }

    private static ResponseEntity<Answer<PostView>> answer(PostView post) {
        return ResponseEntity.ok()
                .eTag("\"" + post.version() + "\"")
                .cacheControl(CacheControl.noCache().cachePrivate())
                .body(Answer.of(post));
    }

    private static ResponseEntity<Answer<PostView>> moved(PostView post) {
        return ResponseEntity.status(HttpStatus.MOVED_PERMANENTLY)
                .location(URI.create("/api/v1/posts/by-slug/" + post.slug()))
                // Permanent for readers, but the old slug may be taken by another post one day.
                .cacheControl(CacheControl.noCache())
                .build();
    }

    private static Refused notFound() {
        return new Refused(ProblemCode.NOT_FOUND, "There is no such post.");
    }
}
