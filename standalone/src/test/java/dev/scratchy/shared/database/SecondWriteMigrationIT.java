package dev.scratchy.shared.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scratchy.journeys.RunningSystem;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the second migration of the log's schema makes of a database that the first version has written. */
class SecondWriteMigrationIT {

    private static final String ANN = "01JZ8Q4S5T6V7W8X9YZABCDEFA";
    private static final String BEN = "01JZ8Q4S5T6V7W8X9YZABCDEFB";
    private static final String NOBODY = "01JZ8Q4S5T6V7W8X9YZABCDEFC";
    private static final String GONE = "01JZ8Q4S5T6V7W8X9YZABCDEFD";

    private final JdbcClient jdbc = RunningSystem.bean(JdbcClient.class);

    private record Reservation(String slug, String postId, String authorId, boolean published) {}

    @BeforeEach
    void a_database_of_the_first_version() {
        remove_the_schema();
        migrate("1");
        register("ann", ANN);
        register("ben", BEN);
        post("draft", ANN, "PostCreated", "PostUpdated", "PostTagged");
        post("public", ANN, "PostCreated", "PostPublished", "PostTagged", "PostUpdated");
        post("withdrawn", BEN, "PostCreated", "PostPublished", "PostUnpublished", "PostTagged");
        post("public-again", BEN, "PostCreated", "PostPublished", "PostUnpublished", "PostPublished");
        post("archived", BEN, "PostCreated", "PostPublished", "PostArchived");
        post("nobodys", NOBODY, "PostCreated", "PostPublished");
        post("deleted", GONE, "PostCreated", "PostPublished", "PostDeleted");
        post("renamed", ANN, "PostCreated", "PostPublished", "PostUpdated");
        sql("UPDATE v2.slug_reservation SET slug = 'new-name' WHERE slug = 'renamed'");
        sql("DELETE FROM v2.slug_reservation WHERE slug = 'deleted'");
        // The old name of the renamed post, taken by another.
        post("renamed", BEN, "PostCreated");
    }

    @AfterEach
    void remove_the_schema() {
        sql("DROP SCHEMA IF EXISTS v2 CASCADE");
    }

    private void migrate(String target) {
        Flyway.configure()
                .dataSource(RunningSystem.bean(DataSource.class))
                .defaultSchema("v2")
                .schemas("v2")
                .locations("classpath:db/write")
                .target(target)
                .load()
                .migrate();
    }

    private void register(String username, String userId) {
        sql("INSERT INTO v2.username_reservation (username, user_id) VALUES ('%s', '%s')".formatted(username, userId));
    }

    /** A post with its events; its id says which slug and author it began with. */
    private void post(String slug, String author, String... events) {
        String id = slug + " by " + author;
        sql("INSERT INTO v2.slug_reservation (slug, post_id) VALUES ('%s', '%s')".formatted(slug, id));
        for (int n = 0; n < events.length; n++) {
            String payload = events[n].equals("PostCreated") ? "{\"authorId\":\"" + author + "\"}" : "{}";
            sql("""
                    INSERT INTO v2.domain_event (event_id, aggregate_id, sequence_number, aggregate_type, recorded_at,
                        payload_type, payload_revision, payload, metadata)
                    VALUES ('%s %d', '%s', %d, 'Post', now(), '%s', '1', '%s', '{}')
                    """.formatted(id, n, id, n, events[n], payload));
        }
    }

    private void sql(String statement) {
        jdbc.sql(statement).update();
    }

    @Test
    void each_living_post_has_its_author_and_whether_it_is_public() {
        migrate("2");

        assertThat(jdbc.sql("SELECT * FROM v2.slug_reservation")
                        .query((row, number) -> new Reservation(
                                row.getString("slug"),
                                row.getString("post_id"),
                                row.getString("author_id"),
                                row.getBoolean("published")))
                        .list())
                .containsExactlyInAnyOrder(
                        new Reservation("draft", "draft by " + ANN, ANN, false),
                        new Reservation("public", "public by " + ANN, ANN, true),
                        new Reservation("withdrawn", "withdrawn by " + BEN, BEN, false),
                        new Reservation("public-again", "public-again by " + BEN, BEN, true),
                        new Reservation("archived", "archived by " + BEN, BEN, false),
                        new Reservation("nobodys", "nobodys by " + NOBODY, NOBODY, true),
                        new Reservation("new-name", "renamed by " + ANN, ANN, true),
                        new Reservation("renamed", "renamed by " + BEN, BEN, false));
    }

    @Test
    void only_whoever_wrote_a_living_post_without_an_account_gets_a_name() {
        migrate("2");

        assertThat(jdbc.sql("SELECT username || ' ' || user_id FROM v2.username_reservation")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("ann " + ANN, "ben " + BEN, "01jz8q4s5t6v7w8x9yzabcdefc " + NOBODY);
    }

    @Test
    void from_then_on_posts_and_comments_go_with_their_account_and_comments_with_their_post() {
        migrate("2");
        comment("anns on bens", "public-again by " + BEN, ANN);
        comment("bens on anns", "public by " + ANN, BEN);
        comment("bens on his own", "public-again by " + BEN, BEN);

        sql("DELETE FROM v2.username_reservation WHERE username = 'ann'");

        assertThat(jdbc.sql("SELECT DISTINCT author_id FROM v2.slug_reservation")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder(BEN, NOBODY);
        assertThat(comments()).containsExactly("bens on his own");

        sql("DELETE FROM v2.slug_reservation WHERE slug = 'public-again'");
        assertThat(comments()).isEmpty();
    }

    @Test
    void nobody_without_an_account_can_reserve_anything() {
        migrate("2");

        assertThatThrownBy(
                        () -> sql("INSERT INTO v2.slug_reservation (slug, post_id, author_id) VALUES ('s', 'p', 'x')"))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> comment("c", "public by " + ANN, "x"))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> comment("c", "no post", ANN)).isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(
                        () -> sql("INSERT INTO v2.slug_reservation (slug, post_id, author_id) VALUES ('s', 'public by "
                                + ANN + "', '" + ANN + "')"))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    private void comment(String id, String postId, String author) {
        sql("INSERT INTO v2.comment_reservation (comment_id, post_id, author_id) VALUES ('%s', '%s', '%s')"
                .formatted(id, postId, author));
    }

    private List<String> comments() {
        return jdbc.sql("SELECT comment_id FROM v2.comment_reservation")
                .query((row, number) -> row.getString("comment_id"))
                .list();
    }
}
