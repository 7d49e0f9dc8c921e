package dev.scratchy.command.post;

import dev.scratchy.command.dispatch.NoAccount;
import dev.scratchy.shared.identity.PostId;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import dev.scratchy.shared.web.DatabaseProblems;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps the slugs of living posts unique, and tells other commands whose a post is and whether it is public. Each call takes
 * part in the command's transaction, so a reservation and the event that needs it are committed together or not at all. Two
 * commands that want one slug at once meet in the primary key: the second waits until the first has committed or rolled back.
 * Whoever does not get a slug keeps no lock on its row either: such a lock, held while waiting for the aggregate's, would
 * meet a command that takes the two in the other order.
 */
@Component
class SlugReservations {

    private static final String CLAIM = """
            INSERT INTO slug_reservation (slug, post_id, author_id)
            VALUES (:slug, :postId, :authorId)
            ON CONFLICT (slug) DO NOTHING
            """;

    private static final String RENAME = """
            UPDATE slug_reservation
            SET slug = :slug
            WHERE post_id = :postId
            """;

    private static final String SET_PUBLISHED = """
            UPDATE slug_reservation
            SET published = :published
            WHERE post_id = :postId
            """;

    private static final String RELEASE = """
            DELETE FROM slug_reservation
            WHERE post_id = :postId
            """;

    private static final String OWNER = """
            SELECT post_id
            FROM slug_reservation
            WHERE slug = :slug
            """;

    private final JdbcClient jdbc;

    SlugReservations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Returns whether the slug is the new post's now; {@code false} when another post has it.
     *
     * @throws NoAccount when the author has none, or is just losing it
     */
    boolean claim(String slug, PostId postId, UserId author) {
        try {
            return jdbc.sql(CLAIM)
                            .param("slug", slug)
                            .param("postId", postId.value())
                            .param("authorId", author.value())
                            .update()
                    == 1;
        } catch (DataIntegrityViolationException refused) {
            if (DatabaseProblems.isMissingReference(refused)) {
                throw new NoAccount();
            }
            throw refused;
        }
    }

    /**
     * Reserves a slug for a new post.
     *
     * @throws Refused with {@code SLUG_TAKEN} when another post has it
     */
    void demand(String slug, PostId postId, UserId author) {
        if (!claim(slug, postId, author)) {
            throw taken(slug);
        }
    }

    /**
     * Reserves another slug for a post, and frees the one that it has.
     *
     * @throws Refused with {@code SLUG_TAKEN} when another post has it
     */
    void rename(PostId postId, String slug) {
        try {
            jdbc.sql(RENAME).param("slug", slug).param("postId", postId.value()).update();
        } catch (DuplicateKeyException anothers) {
            throw taken(slug);
        }
    }

    /** Whoever comments on the post waits here for its command, or its command for them. */
    void setPublished(PostId postId, boolean published) {
        jdbc.sql(SET_PUBLISHED)
                .param("published", published)
                .param("postId", postId.value())
                .update();
    }

    /** Frees a post's slug; the reservations of its comments go with it. */
    void release(PostId postId) {
        jdbc.sql(RELEASE).param("postId", postId.value()).update();
    }

    Optional<PostId> ownerOf(String slug) {
        return jdbc.sql(OWNER)
                .param("slug", slug)
                .query(String.class)
                .optional()
                .map(PostId::of);
    }

    private static Refused taken(String slug) {
        return new Refused(ProblemCode.SLUG_TAKEN, "Another post has the slug " + slug + ".");
    }
}
