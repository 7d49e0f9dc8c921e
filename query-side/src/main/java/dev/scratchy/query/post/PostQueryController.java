package dev.scratchy.query.post;

import dev.scratchy.query.paging.ListRequest;
import dev.scratchy.query.paging.Page;
import dev.scratchy.shared.identity.PostId;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.post.PostRules;
import dev.scratchy.shared.problem.Invalid;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import dev.scratchy.shared.security.Caller;
import dev.scratchy.shared.web.Answer;
import dev.scratchy.shared.web.VersionTag;
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
    ResponseEntity<Answer<PostView>> byId(
            @PathVariable PostId id, @RequestParam(required = false) @Nullable String include, Caller caller) {
        Include wanted = Include.of(include);
        return posts.byId(id.value(), wanted)
                .filter(post -> post.isVisibleTo(caller))
                .map(post -> answer(post, wanted))
                .orElseThrow(PostQueryController::notFound);
    }

    @GetMapping("/posts/by-slug/{slug}")
    ResponseEntity<Answer<PostView>> bySlug(
            @PathVariable String slug, @RequestParam(required = false) @Nullable String include, Caller caller) {
        if (!SLUG.matcher(slug).matches()) {
            throw notFound();
        }
        Include wanted = Include.of(include);
        return posts.bySlug(slug, wanted)
                .filter(post -> post.isVisibleTo(caller))
                .map(post -> answer(post, wanted))
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
            @RequestParam(required = false) @Nullable String include,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit,
            Caller caller) {
        ListRequest request = ListRequest.of(page, after, limit);
        PostStatus wanted = status(status);
        if (wanted != PostStatus.PUBLISHED && !caller.isEditor()) {
            UserId own = caller.signedIn();
            if (author != null && !author.equals(own)) {
                throw new Refused(ProblemCode.FORBIDDEN, "Only editors see what others have not published.");
            }
            author = own;
        }
        PostFilter filter = new PostFilter(wanted, author == null ? null : author.value(), tag);
        return posts.list(filter, request, Include.of(include)).answer(request);
    }

    /** What one user has published. */
    @GetMapping("/users/{author}/posts")
    Answer<List<PostSummary>> byAuthor(
            @PathVariable UserId author,
            @RequestParam(required = false) @Nullable String include,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        ListRequest request = ListRequest.of(page, after, limit);
        Page<PostSummary> published =
                posts.list(new PostFilter(PostStatus.PUBLISHED, author.value(), null), request, Include.of(include));
        if (published.rows().isEmpty() && !posts.userExists(author)) {
            throw new Refused(ProblemCode.NOT_FOUND, "There is no such user.");
        }
        return published.answer(request);
    }

    /** What those whom the caller follows have published. */
    @GetMapping("/me/feed")
    Answer<List<PostSummary>> feed(
            @RequestParam(required = false) @Nullable String include,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit,
            Caller caller) {
        ListRequest request = ListRequest.of(page, after, limit);
        return posts.feed(caller.signedIn(), request, Include.of(include)).answer(request);
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

    /** With others' rows included there is no tag: no version tells whether those have changed. */
    private static ResponseEntity<Answer<PostView>> answer(PostView post, Include include) {
        var answer = ResponseEntity.ok().cacheControl(CacheControl.noCache().cachePrivate());
        if (include.equals(Include.NOTHING)) {
            answer.eTag(VersionTag.of(post.version(), post.commentCount()));
        }
        return answer.body(Answer.of(post));
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
