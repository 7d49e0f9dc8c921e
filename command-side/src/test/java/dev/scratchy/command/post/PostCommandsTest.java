package dev.scratchy.command.post;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.command.dispatch.Judgement;
import dev.scratchy.shared.identity.PostId;
import dev.scratchy.shared.problem.FieldProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules that stand on the commands, and the words in which a client hears of them. */
class PostCommandsTest {

    private static final PostId ID = PostId.next();
    private static final String SLUG_MESSAGE = "must be 1 to 200 lower-case letters, digits and -";
    private static final String TAG_MESSAGE = "must be 1 to 50 lower-case letters, digits and -";
    private static final String TEXT_MESSAGE =
            "must be at most 1048576 bytes of UTF-8 without NUL and without unpaired surrogates";

    private static CreatePost titled(String title) {
        return new CreatePost(ID, title, null, "", List.of());
    }

    private static CreatePost slugged(String slug) {
        return new CreatePost(ID, "T", slug, "", List.of());
    }

    private static CreatePost containing(String content) {
        return new CreatePost(ID, "T", null, content, List.of());
    }

    private static CreatePost tagged(List<String> tags) {
        return new CreatePost(ID, "T", null, "", tags);
    }

    private static UpdatePost update(
            @Nullable String title, @Nullable String slug, @Nullable String content, @Nullable List<String> tags) {
        return new UpdatePost(ID, title, slug, content, tags);
    }

    private static FieldProblem problem(String field, String message) {
        return new FieldProblem(field, message);
    }

    private static List<String> tags(int count) {
        return IntStream.range(0, count).mapToObj(n -> "tag-" + n).toList();
    }

    @Test
    void the_largest_post_is_valid() {
        String title = "t".repeat(200);
        String slug = "s".repeat(200);
        String content = "c".repeat(1 << 20);
        List<String> tags = new ArrayList<>(tags(19));
        tags.add("x".repeat(50));

        assertThat(Judgement.of(new CreatePost(ID, title, slug, content, tags))).isEmpty();
        assertThat(Judgement.of(update(title, slug, content, tags))).isEmpty();
        assertThat(Judgement.of(new UpsertPost(slug, title, content, tags))).isEmpty();
    }

    @Test
    void the_smallest_post_is_valid() {
        assertThat(Judgement.of(titled("T"))).isEmpty();
        assertThat(Judgement.of(new UpsertPost("s", "T", null, null))).isEmpty();
        assertThat(Judgement.of(update(null, null, null, null))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t ", "\u2003\u3000"})
    void a_title_must_not_be_blank(String blank) {
        FieldProblem problem = problem("title", "must not be blank");

        assertThat(Judgement.of(titled(blank))).containsExactly(problem);
        assertThat(Judgement.of(update(blank, null, null, null))).containsExactly(problem);
        assertThat(Judgement.of(new UpsertPost("s", blank, null, null))).containsExactly(problem);
    }

    @Test
    void a_title_has_at_most_200_characters() {
        String tooLong = "t".repeat(201);
        FieldProblem create = problem("title", "size must be between 0 and 200");

        assertThat(Judgement.of(titled(tooLong))).containsExactly(create);
        assertThat(Judgement.of(update(tooLong, null, null, null))).containsExactly(create);
        assertThat(Judgement.of(new UpsertPost("s", tooLong, null, null))).containsExactly(create);
    }

    @Test
    void a_title_that_cannot_be_stored_is_refused() {
        String half = "T" + "😀".charAt(0);
        FieldProblem problem = problem("title", TEXT_MESSAGE);

        assertThat(Judgement.of(titled("T\0"))).containsExactly(problem);
        assertThat(Judgement.of(titled(half))).containsExactly(problem);
        assertThat(Judgement.of(update(half, null, null, null))).containsExactly(problem);
        assertThat(Judgement.of(new UpsertPost("s", half, null, null))).containsExactly(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "A", "a b", "é", "a_b", "a/b", "a\n", "../x", "%61"})
    void a_slug_is_of_lower_case_letters_digits_and_dashes(String slug) {
        FieldProblem problem = problem("slug", SLUG_MESSAGE);

        assertThat(Judgement.of(slugged(slug))).containsExactly(problem);
        assertThat(Judgement.of(update(null, slug, null, null))).containsExactly(problem);
        assertThat(Judgement.of(new UpsertPost(slug, "T", null, null))).containsExactly(problem);
    }

    @Test
    void a_slug_has_at_most_200_characters() {
        assertThat(Judgement.of(slugged("s".repeat(201)))).containsExactly(problem("slug", SLUG_MESSAGE));
    }

    @Test
    void content_is_measured_in_bytes() {
        String tooLong = "é".repeat((1 << 19) + 1);
        FieldProblem problem = problem("content", TEXT_MESSAGE);

        assertThat(tooLong).hasSizeLessThan(1 << 20);
        assertThat(Judgement.of(containing(tooLong))).containsExactly(problem);
        assertThat(Judgement.of(update(null, null, tooLong, null))).containsExactly(problem);
        assertThat(Judgement.of(new UpsertPost("s", "T", tooLong, null))).containsExactly(problem);
        assertThat(Judgement.of(containing("a\0b"))).containsExactly(problem);
    }

    @Test
    void a_post_has_at_most_20_tags() {
        FieldProblem problem = problem("tags", "size must be between 0 and 20");

        assertThat(Judgement.of(tagged(tags(21)))).containsExactly(problem);
        assertThat(Judgement.of(update(null, null, null, tags(21)))).containsExactly(problem);
        assertThat(Judgement.of(new UpsertPost("s", "T", null, tags(21)))).containsExactly(problem);
    }

    @Test
    void a_bad_tag_is_named_as_the_client_wrote_it() {
        List<String> third = List.of("a", "b", "Not A Tag", "c");
        FieldProblem problem = problem("tags[2]", TAG_MESSAGE);

        assertThat(Judgement.of(tagged(third))).containsExactly(problem);
        assertThat(Judgement.of(update(null, null, null, third))).containsExactly(problem);
        assertThat(Judgement.of(new UpsertPost("s", "T", null, third))).containsExactly(problem);
        assertThat(Judgement.of(tagged(List.of("x".repeat(51))))).containsExactly(problem("tags[0]", TAG_MESSAGE));
    }

    @Test
    @SuppressWarnings("NullAway") // what JSON may bring in spite of the types
    void a_tag_that_is_null_is_named_too() {
        List<String> second = new ArrayList<>(nCopies(2, "a"));
        second.set(1, null);
        FieldProblem problem = problem("tags[1]", "must not be null");

        assertThat(Judgement.of(tagged(second))).containsExactly(problem);
        assertThat(Judgement.of(update(null, null, null, second))).containsExactly(problem);
        assertThat(Judgement.of(new UpsertPost("s", "T", null, second))).containsExactly(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Java", "c++", "a b", "tag\n"})
    void a_single_tag_obeys_the_same_rule(String tag) {
        assertThat(Judgement.of(new TagPost(ID, tag))).containsExactly(problem("tag", TAG_MESSAGE));
        assertThat(Judgement.of(new UntagPost(ID, tag))).containsExactly(problem("tag", TAG_MESSAGE));
        assertThat(Judgement.of(new TagPost(ID, "java-25"))).isEmpty();
    }

    @Test
    void a_date_of_publication_does_not_lie_in_the_future() {
        assertThat(Judgement.of(new PublishPost(ID, Instant.now().plus(Duration.ofHours(1)))))
                .containsExactly(problem("publishedAt", "must be a date in the past or in the present"));
        assertThat(Judgement.of(new PublishPost(ID, Instant.now().minusSeconds(1))))
                .isEmpty();
        assertThat(Judgement.of(new PublishPost(ID, null))).isEmpty();
    }

    /** PostgreSQL does not read the years before in ISO 8601, and one such event would stop the projection for ever. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000-12-31T23:59:59.999999999Z",
                "-0001-01-01T00:00:00Z",
                "-4713-01-01T00:00:00Z",
                "-999999999-01-01T00:00:00Z"
            })
    void a_date_of_publication_does_not_lie_before_the_year_1(String date) {
        assertThat(Judgement.of(new PublishPost(ID, Instant.parse(date))))
                .containsExactly(problem("publishedAt", "must not be before 0001-01-01T00:00:00Z"));
        assertThat(Judgement.of(new PublishPost(ID, Instant.parse("0001-01-01T00:00:00Z"))))
                .isEmpty();
    }

    @Test
    void every_broken_rule_is_named_in_the_order_of_the_fields() {
        assertThat(Judgement.of(new CreatePost(ID, "", "A", "\0", List.of("B", "b", "C"))))
                .extracting(FieldProblem::field)
                .containsExactly("content", "slug", "tags[0]", "tags[2]", "title");
    }
}
