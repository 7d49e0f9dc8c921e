package dev.scratchy.command.post;

import dev.scratchy.shared.identity.PostId;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps the slugs of living posts unique. Each call takes part in the command's transaction, so a reservation and the event
 * that needs it are committed together or not at all. Two commands that want one slug at once meet in the primary key: the
 * second waits until the first has committed or rolled back. Whoever does not get a slug keeps no lock on its row either:
 * such a lock, held while waiting for the aggregate's, would meet a command that takes the two in the other order.
 */
@Component
class SlugReservations {

    private static final String CLAIM = """
            INSERT INTO slug_reservation (slug, post_id)
            VALUES (:slug, :postId)
            ON CONFLICT (slug) DO NOTHING
            """;

    private static final String RELEASE = """
            DELETE FROM slug_reservation
            WHERE slug = :slug AND post_id = :postId
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

    /** Returns whether the slug is the post's now, or was before; {@code false} when another post has it. */
    boolean claim(String slug, PostId postId) {
        int inserted = jdbc.sql(CLAIM)
                .param("slug", slug)
                .param("postId", postId.value())
                .update();
        return inserted == 1 || ownerOf(slug).filter(postId::equals).isPresent();
    }

    /**
     * Reserves a slug.
     *
     * @throws Refused with {@code SLUG_TAKEN} when another post has it
     */
    void demand(String slug, PostId postId) {
        if (!claim(slug, postId)) {
            throw new Refused(ProblemCode.SLUG_TAKEN, "Another post has the slug " + slug + ".");
        }
    }

    void release(String slug, PostId postId) {
        jdbc.sql(RELEASE).param("slug", slug).param("postId", postId.value()).update();
    }

    Optional<PostId> ownerOf(String slug) {
        return jdbc.sql(OWNER)
                .param("slug", slug)
                .query(String.class)
                .optional()
                .map(PostId::of);
    }
}
