package dev.scratchy.journeys.model;

import static dev.scratchy.journeys.model.Expected.object;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scratchy.journeys.model.Expected.Some;
import dev.scratchy.journeys.model.Post.Status;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The things of the model as the system must show them. */
final class Shown {

    /** Characters of an excerpt. */
    private static final int EXCERPT = 280;

    /** Comments that go with a post. */
    private static final int LATEST = 5;

    private final Model model;

    Shown(Model model) {
        this.model = model;
    }

    Map<String, @Nullable Object> post(Post post, boolean author, boolean comments) {
        Map<String, @Nullable Object> shown = summary(post, author, comments);
        shown.remove("excerpt");
        shown.put("content", post.content);
        return shown;
    }

    Map<String, @Nullable Object> summary(Post post, boolean author, boolean comments) {
        Map<String, @Nullable Object> shown = object(
                "id", post.id,
                "title", post.title,
                "slug", post.slug,
                "excerpt", excerpt(post.content),
                "status", post.status.text(),
                "authorId", post.author.id,
                "tags", post.tags,
                "publishedAt", post.published,
                "commentCount", model.commentsOn(post).size(),
                "createdAt", post.created,
                "updatedAt", post.updated,
                "version", post.version);
        if (author) {
            shown.put("author", author(post.author));
        }
        if (comments) {
            shown.put(
                    "comments",
                    model.commentsOn(post).stream()
                            .limit(LATEST)
                            .map(comment -> {
                                Map<String, @Nullable Object> included = comment(comment);
                                included.remove("postId");
                                included.remove("version");
                                return included;
                            })
                            .toList());
        }
        return shown;
    }

    static Map<String, @Nullable Object> comment(Comment comment) {
        return object(
                "id", comment.id,
                "postId", comment.post.id,
                "authorId", comment.author.id,
                "author", author(comment.author),
                "content", comment.content,
                "createdAt", comment.created,
                "updatedAt", comment.updated,
                "version", comment.version);
    }

    Map<String, @Nullable Object> account(Account account, Caller caller) {
        Map<String, @Nullable Object> shown = object(
                "id", account.id,
                "username", account.username,
                "displayName", account.displayName,
                "bio", account.bio.isEmpty() ? null : account.bio,
                "followers", model.followersOf(account).size(),
                "following", account.follows.size(),
                "createdAt", account.created,
                "updatedAt", account.updated,
                "version", account.version);
        if (!account.email.isEmpty() && (caller.is(account) || caller.isAdmin())) {
            shown.put("email", account.email);
        }
        return shown;
    }

    static Map<String, @Nullable Object> inList(Account account, Moment since) {
        Map<String, @Nullable Object> shown = author(account);
        shown.put("since", since);
        return shown;
    }

    static Map<String, @Nullable Object> notice(Notice notice) {
        Post post = notice.post;
        return object(
                "id",
                notice.id != null
                        ? notice.id
                        : new Some("an id", id -> id.asString("").matches("[0-9A-Z]{26}")),
                "kind",
                notice.kind(),
                "actorId",
                notice.actor.id,
                "actor",
                author(notice.actor),
                "postId",
                post.id,
                "post",
                post.is(Status.PUBLISHED) ? object("id", post.id, "title", post.title, "slug", post.slug) : null,
                "commentId",
                notice.comment == null ? null : notice.comment.id,
                "read",
                notice.read != null,
                "readAt",
                notice.read,
                "createdAt",
                notice.created);
    }

    /**
     * A post that was searched for by a text that it has.
     *
     * @param inContent whether its content has it
     */
    static Map<String, @Nullable Object> hit(Post post, String query, boolean inContent) {
        return object(
                "id", post.id,
                "title", post.title,
                "slug", post.slug,
                "status", post.status.text(),
                "authorId", post.author.id,
                "tags", post.tags,
                "publishedAt", post.published,
                "snippet", snippet(query, inContent));
    }

    /** Of an answer that no version tells. */
    static String etag(String body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes(UTF_8));
            return "W/\"" + Base64.getUrlEncoder().encodeToString(hash).substring(0, 16) + '"';
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A new version is a new answer, and so is another number of what else is counted in it. */
    static String etag(long version, long... counts) {
        String tag = LongStream.of(counts).anyMatch(count -> count > 0)
                ? LongStream.concat(LongStream.of(version), LongStream.of(counts))
                        .mapToObj(Long::toString)
                        .collect(Collectors.joining("."))
                : Long.toString(version);
        return '"' + tag + '"';
    }

    private static Map<String, @Nullable Object> author(Account account) {
        return object("id", account.id, "username", account.username, "displayName", account.displayName);
    }

    /** Nothing in it is markup but the mark. */
    private static Some snippet(String query, boolean inContent) {
        return new Some("a snippet of " + query, shown -> {
            String html = shown.asString("");
            String marked = html.replaceFirst("(?s).*<mark>(.*)</mark>.*", "$1");
            return html.replaceFirst("<mark>", "").replaceFirst("</mark>", "").indexOf('<') < 0
                    && html.contains("<mark>") == inContent
                    && (!inContent || !query.matches("\\w+") || marked.equalsIgnoreCase(query));
        });
    }

    /** Exactly known of plain words; of everything else, that it is not long. */
    private static Some excerpt(String content) {
        return new Some("an excerpt", shown -> {
            String text = shown.asString("");
            if (!content.matches("\\w+( \\w+)*")) {
                return text.length() <= EXCERPT + 1;
            }
            return content.length() <= EXCERPT
                    ? text.equals(content)
                    : text.endsWith("…")
                            && text.length() <= EXCERPT + 1
                            && content.startsWith(text.substring(0, text.length() - 1));
        });
    }

    static List<Map<String, @Nullable Object>> notices(List<Notice> notices) {
        return notices.stream().map(Shown::notice).toList();
    }
}
