package dev.scratchy.query.post;

import dev.scratchy.query.answering.StoredAnswer;
import dev.scratchy.query.consistency.ReadAfter;
import dev.scratchy.query.consistency.Views;
import dev.scratchy.query.paging.ListRequest;
import dev.scratchy.shared.identity.PostId;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.openapi.Access;
import dev.scratchy.shared.openapi.Contract;
import dev.scratchy.shared.openapi.Shape;
import dev.scratchy.shared.openapi.Topic;
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

    @Contract(
            id = "getPost",
            topic = Topic.POSTS,
            summary = "Read a post",
            description = "A draft or an archived post is there for its author and for editors only.",
            data = PostView.class,
            refuses = {ProblemCode.NOT_FOUND, ProblemCode.VALIDATION_FAILED})
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

    @Contract(
            id = "getPostBySlug",
            topic = Topic.POSTS,
            summary = "Read the post of a slug",
            description =
                    "301 to the present slug, when a living post had this one before and no other has taken it since.",
            data = PostView.class,
            status = {200, 301},
            refuses = {ProblemCode.NOT_FOUND, ProblemCode.VALIDATION_FAILED})
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
    @Contract(
            id = "listPosts",
            topic = Topic.POSTS,
            summary = "List posts",
            description =
                    "Published ones come latest first. Drafts and archived ones: an author's own, for editors everybody's.",
            data = PostSummary.class,
            shape = Shape.PAGE_OR_CURSOR,
            refuses = {ProblemCode.FORBIDDEN, ProblemCode.VALIDATION_FAILED})
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
    @Contract(
            id = "listPostsOfUser",
            topic = Topic.POSTS,
            summary = "List what a user has published",
            description = "The latest first.",
            data = PostSummary.class,
            shape = Shape.PAGE_OR_CURSOR,
            refuses = {ProblemCode.NOT_FOUND, ProblemCode.VALIDATION_FAILED})
    @GetMapping("/users/{id}/posts")
    ResponseEntity<byte[]> byAuthor(
            @PathVariable UserId id,
            @RequestParam(required = false) @Nullable String include,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit,
            ReadAfter readAfter) {
        ListRequest request = ListRequest.of(page, after, limit);
        Include wanted = Include.of(include);
        readAfter.in(wanted.views());
        readAfter.in(Views.USERS);
        return posts.publishedBy(id, request, wanted)
                .map(StoredAnswer::response)
                .orElseThrow(() -> new Refused(ProblemCode.NOT_FOUND, "There is no such user."));
    }

    /** What those whom the caller follows have published. */
    @Contract(
            id = "getFeed",
            topic = Topic.POSTS,
            access = Access.SIGNED_IN,
            summary = "List what those have published whom the caller follows",
            description = "The latest first.",
            data = PostSummary.class,
            shape = Shape.PAGE_OR_CURSOR,
            refuses = {ProblemCode.VALIDATION_FAILED})
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

    @Contract(
            id = "listTags",
            topic = Topic.POSTS,
            summary = "List the tags of published posts",
            description = "The most used first.",
            data = TagCount.class,
            shape = Shape.LIST)
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
