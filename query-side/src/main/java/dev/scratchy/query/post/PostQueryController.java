package dev.scratchy.query.post;

import dev.scratchy.query.answering.StoredAnswer;
import dev.scratchy.query.consistency.ReadAfter;
import dev.scratchy.query.consistency.Views;
import dev.scratchy.query.paging.ListRequest;
import dev.scratchy.shared.identity.PostId;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.post.PostRules;
import dev.scratchy.shared.problem.Invalid;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import dev.scratchy.shared.security.Caller;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Every question about posts, over HTTP. What a caller may not see is answered as if it were not there. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class PostQueryController {

    /** What is none cannot be found, and need not be looked for. */
    private static final Pattern SLUG = Pattern.compile(PostRules.SLUG);

    private final PostQueries posts;

    PostQueryController(PostQueries posts) {
        this.posts = posts;
    }

    @GetMapping("/posts/{id}")
    ResponseEntity<byte[]> byId(
            @PathVariable PostId id,
            @RequestParam(required = false) @Nullable String include,
            Caller caller,
            ReadAfter after) {
        Include wanted = Include.of(include);
        after.in(wanted.views());
        return posts.byId(id.value(), wanted)
                .filter(post -> post.isVisibleTo(caller))
                .map(StoredAnswer::response)
                .orElseThrow(PostQueryController::notFound);
    }

    @GetMapping("/posts/by-slug/{slug}")
    ResponseEntity<byte[]> bySlug(
            @PathVariable String slug,
            @RequestParam(required = false) @Nullable String include,
            Caller caller,
            ReadAfter after) {
        if (!SLUG.matcher(slug).matches()) {
            throw notFound();
        }
        Include wanted = Include.of(include);
        after.in(wanted.views());
        return posts.bySlug(slug, wanted)
                .filter(post -> post.isVisibleTo(caller))
                .or(() -> posts.byFormerSlug(slug).filter(post -> post.isVisibleTo(caller)))
                .map(StoredAnswer::response)
                .orElseThrow(PostQueryController::notFound);
    }

    /** Drafts and archived posts: an author's own, or for an editor everybody's. */
    @GetMapping("/posts")
    ResponseEntity<byte[]> list(
            @RequestParam(defaultValue = "published") String status,
            @RequestParam(required = false) @Nullable UserId author,
            @RequestParam(required = false) @Nullable String tag,
            @RequestParam(required = false) @Nullable String include,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit,
            Caller caller,
            ReadAfter readAfter) {
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
        Include included = Include.of(include);
        readAfter.in(included.views());
        return posts.list(filter, request, included).response();
    }

    /** What one user has published. */
    @GetMapping("/users/{author}/posts")
    ResponseEntity<byte[]> byAuthor(
            @PathVariable UserId author,
            @RequestParam(required = false) @Nullable String include,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit,
            ReadAfter readAfter) {
        ListRequest request = ListRequest.of(page, after, limit);
        Include wanted = Include.of(include);
        readAfter.in(wanted.views());
        readAfter.in(Views.USERS);
        return posts.publishedBy(author, request, wanted)
                .map(StoredAnswer::response)
                .orElseThrow(() -> new Refused(ProblemCode.NOT_FOUND, "There is no such user."));
    }

    /** What those whom the caller follows have published. */
    @GetMapping("/me/feed")
    ResponseEntity<byte[]> feed(
            @RequestParam(required = false) @Nullable String include,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit,
            Caller caller,
            ReadAfter readAfter) {
        ListRequest request = ListRequest.of(page, after, limit);
        Include wanted = Include.of(include);
        UserId reader = caller.signedIn();
        readAfter.in(wanted.views());
        readAfter.in(Views.USERS);
        return posts.feed(reader, request, wanted).response();
    }

    @GetMapping("/tags")
    ResponseEntity<byte[]> tags(ReadAfter after) {
        after.in(Views.POSTS);
        return posts.tags().response();
    }

    private static PostStatus status(String text) {
        return switch (text) {
            case "draft" -> PostStatus.DRAFT;
            case "published" -> PostStatus.PUBLISHED;
            case "archived" -> PostStatus.ARCHIVED;
            default -> throw new Invalid("status", "must be draft, published or archived");
        };
    }

    private static Refused notFound() {
        return new Refused(ProblemCode.NOT_FOUND, "There is no such post.");
    }
}
