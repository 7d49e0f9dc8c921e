package dev.scratchy.command.post;

import static dev.scratchy.shared.problem.ProblemCode.FORBIDDEN;
import static dev.scratchy.shared.problem.ProblemCode.INVALID_STATE;
import static dev.scratchy.shared.problem.ProblemCode.SLUG_TAKEN;
import static dev.scratchy.shared.problem.ProblemCode.UNAUTHENTICATED;
import static dev.scratchy.shared.problem.ProblemCode.VERSION_CONFLICT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.command.dispatch.Acknowledgement;
import dev.scratchy.command.dispatch.CallerParameter;
import dev.scratchy.command.dispatch.ExpectedVersion;
import dev.scratchy.command.dispatch.VersionedCommandHandlers;
import dev.scratchy.shared.identity.PostId;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.post.PostArchived;
import dev.scratchy.shared.post.PostCreated;
import dev.scratchy.shared.post.PostDeleted;
import dev.scratchy.shared.post.PostEvent;
import dev.scratchy.shared.post.PostPublished;
import dev.scratchy.shared.post.PostTagged;
import dev.scratchy.shared.post.PostUnpublished;
import dev.scratchy.shared.post.PostUntagged;
import dev.scratchy.shared.post.PostUpdated;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import dev.scratchy.shared.security.Caller;
import dev.scratchy.shared.security.Role;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.hamcrest.CustomTypeSafeMatcher;
import org.hamcrest.Matcher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostTest {

    private static final PostId ID = PostId.next();
    private static final PostId OTHER_POST = PostId.next();
    private static final UserId ANN = UserId.next();
    private static final Caller AUTHOR = new Caller(ANN, Set.of(Role.AUTHOR));
    private static final Caller STRANGER = new Caller(UserId.next(), Set.of(Role.AUTHOR));

    private static final Instant DATE = Instant.parse("2024-02-29T12:34:56.123456Z");
    private static final Instant NOW = Instant.parse("2025-06-07T08:09:10.111222333Z");
    private static final Instant NOW_AS_STORED = Instant.parse("2025-06-07T08:09:10.111222Z");

    private static final PostEvent CREATED =
            new PostCreated(ID.value(), ANN.value(), "Title", "first", "Content", List.of("a", "b"));
    private static final PostEvent PUBLISHED = new PostPublished(ID.value(), DATE);
    private static final PostEvent UNPUBLISHED = new PostUnpublished(ID.value());
    private static final PostEvent ARCHIVED = new PostArchived(ID.value());
    private static final PostEvent DELETED = new PostDeleted(ID.value());

    private static final UpdatePost RETITLE = new UpdatePost(ID, "New", null, null, null);
    private static final PublishPost PUBLISH = new PublishPost(ID, null);
    private static final UnpublishPost UNPUBLISH = new UnpublishPost(ID);
    private static final ArchivePost ARCHIVE = new ArchivePost(ID);
    private static final TagPost TAG = new TagPost(ID, "c");
    private static final UntagPost UNTAG = new UntagPost(ID, "a");
    private static final DeletePost DELETE = new DeletePost(ID);

    private final SlugsInMemory slugs = new SlugsInMemory();
    private final AggregateTestFixture<Post> fixture = new AggregateTestFixture<>(Post.class);

    @BeforeEach
    void set_up() {
        fixture.registerParameterResolverFactory(new CallerParameter())
                .registerHandlerEnhancerDefinition(new VersionedCommandHandlers())
                .registerInjectableResource(slugs)
                .registerInjectableResource(Clock.fixed(NOW, ZoneOffset.UTC))
                .registerAnnotatedCommandHandler(new UpsertPosts(fixture.getRepository(), slugs));
    }

    /** Every command about a post that is there. */
    private static Stream<Object> changes() {
        return Stream.of(RETITLE, PUBLISH, UNPUBLISH, ARCHIVE, TAG, UNTAG, DELETE);
    }

    private ResultValidator<Post> when(Caller caller, Object wish, PostEvent... before) {
        return when(caller, wish, Map.of(), before);
    }

    private ResultValidator<Post> when(Caller caller, Object wish, String ifMatch, PostEvent... before) {
        return when(caller, wish, Map.of("expectedVersion", ExpectedVersion.of(ifMatch)), before);
    }

    private ResultValidator<Post> when(Caller caller, Object wish, Map<String, ?> metaData, PostEvent... before) {
        slugs.given(ID, before);
        Map<String, Object> all = new HashMap<>(metaData);
        all.put(CallerParameter.KEY, caller);
        return (before.length == 0 ? fixture.givenNoPriorActivity() : fixture.given((Object[]) before)).when(wish, all);
    }

    private static Matcher<Refused> refused(ProblemCode code) {
        return new CustomTypeSafeMatcher<>("refused with " + code) {
            @Override
            protected boolean matchesSafely(Refused refused) {
                return refused.code() == code;
            }
        };
    }

    private static void assertRefused(ResultValidator<Post> result, ProblemCode code) {
        result.expectNoEvents().expectException(refused(code));
    }

    private static void assertNoChange(ResultValidator<Post> result, long version) {
        result.expectNoEvents().expectResultMessagePayload(new Acknowledgement(ID.value(), version, false));
    }

    private static PostUpdated updated(
            @Nullable String title,
            @Nullable String slug,
            @Nullable String formerSlug,
            @Nullable String content,
            @Nullable List<String> tags) {
        return new PostUpdated(ID.value(), title, slug, formerSlug, content, tags);
    }

    // --- create

    @Test
    void a_new_post_is_a_draft_of_its_caller_under_the_slug_that_was_wished_for() {
        when(AUTHOR, new CreatePost(ID, "Title", "first", "Content", List.of("a", "b")))
                .expectEvents(CREATED)
                .expectResultMessagePayload(new Acknowledgement(ID.value(), 0, true));
        assertThat(slugs.all()).containsExactly(Map.entry("first", ID));
    }

    @Test
    void without_a_slug_one_is_made_from_the_title() {
        when(AUTHOR, new CreatePost(ID, "Crème brûlée!", null, "", List.of()))
                .expectEvents(new PostCreated(ID.value(), ANN.value(), "Crème brûlée!", "creme-brulee", "", List.of()));
    }

    @Test
    void a_slug_made_from_the_title_gives_way_to_those_of_others() {
        slugs.demand("title", OTHER_POST, ANN);
        slugs.demand("title-2", OTHER_POST, ANN);

        when(AUTHOR, new CreatePost(ID, "Title", null, "", List.of()))
                .expectEvents(new PostCreated(ID.value(), ANN.value(), "Title", "title-3", "", List.of()));
        assertThat(slugs.all()).hasSize(3);
    }

    @Test
    void a_slug_that_was_wished_for_does_not_give_way() {
        slugs.demand("first", OTHER_POST, ANN);

        assertRefused(when(AUTHOR, new CreatePost(ID, "Title", "first", "", List.of())), SLUG_TAKEN);
    }

    @Test
    void tags_are_kept_once_each_in_their_order() {
        when(AUTHOR, new CreatePost(ID, "Title", "first", "", List.of("z", "a", "z", "m", "a")))
                .expectEvents(new PostCreated(ID.value(), ANN.value(), "Title", "first", "", List.of("z", "a", "m")));
    }

    @Test
    void without_an_account_nobody_creates_anything() {
        slugs.hasNoAccount(ANN);

        assertRefused(when(AUTHOR, new CreatePost(ID, "Title", "first", "", List.of())), FORBIDDEN);
        assertRefused(when(AUTHOR, new CreatePost(ID, "Title", null, "", List.of())), FORBIDDEN);
        assertRefused(when(AUTHOR, new UpsertPost("first", "Title", null, null)), FORBIDDEN);
    }

    @Test
    void an_anonymous_caller_creates_nothing() {
        assertRefused(when(Caller.ANONYMOUS, new CreatePost(ID, "Title", "first", "", List.of())), UNAUTHENTICATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "\"0\""})
    void a_creation_has_nothing_to_match(String ifMatch) {
        assertRefused(when(AUTHOR, new CreatePost(ID, "Title", "first", "", List.of()), ifMatch), VERSION_CONFLICT);
    }

    // --- who may

    @ParameterizedTest
    @MethodSource("changes")
    void nobody_changes_another_authors_post(Object wish) {
        assertRefused(when(STRANGER, wish, CREATED), FORBIDDEN);
        assertThat(slugs.all()).containsExactly(Map.entry("first", ID));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void an_anonymous_caller_changes_nothing(Object wish) {
        assertRefused(when(Caller.ANONYMOUS, wish, CREATED), FORBIDDEN);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void its_author_an_editor_and_an_admin_change_it(Object wish) {
        for (Caller caller : List.of(
                AUTHOR,
                new Caller(UserId.next(), Set.of(Role.EDITOR)),
                new Caller(UserId.next(), Set.of(Role.ADMIN)))) {
            when(caller, wish, CREATED).expectSuccessfulHandlerExecution();
        }
    }

    // --- which version

    @ParameterizedTest
    @MethodSource("changes")
    void a_change_meant_for_another_version_is_refused(Object wish) {
        assertRefused(when(AUTHOR, wish, "\"0\"", CREATED, PUBLISHED), VERSION_CONFLICT);
        assertRefused(when(AUTHOR, wish, "\"2\"", CREATED, PUBLISHED), VERSION_CONFLICT);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void a_change_meant_for_this_version_or_any_is_made(Object wish) {
        when(AUTHOR, wish, "\"1\"", CREATED, PUBLISHED).expectSuccessfulHandlerExecution();
        when(AUTHOR, wish, "*", CREATED, PUBLISHED).expectSuccessfulHandlerExecution();
    }

    // --- update

    @Test
    void an_update_names_only_what_it_changes() {
        when(AUTHOR, RETITLE, CREATED)
                .expectEvents(updated("New", null, null, null, null))
                .expectResultMessagePayload(new Acknowledgement(ID.value(), 1, false));
        when(AUTHOR, new UpdatePost(ID, "Title", "first", "Other", List.of("a", "b")), CREATED)
                .expectEvents(updated(null, null, null, "Other", null));
        when(AUTHOR, new UpdatePost(ID, null, null, null, List.of("b", "a")), CREATED)
                .expectEvents(updated(null, null, null, null, List.of("b", "a")));
        when(AUTHOR, new UpdatePost(ID, null, null, "", List.of()), CREATED)
                .expectEvents(updated(null, null, null, "", List.of()));
    }

    @Test
    void an_update_to_what_is_already_so_is_no_change() {
        assertNoChange(when(AUTHOR, new UpdatePost(ID, null, null, null, null), CREATED), 0);
        assertNoChange(
                when(
                        AUTHOR,
                        new UpdatePost(ID, "Title", "first", "Content", List.of("a", "b", "a")),
                        CREATED,
                        PUBLISHED),
                1);
        assertNoChange(when(AUTHOR, RETITLE, CREATED, updated("New", null, null, null, null)), 1);
    }

    @Test
    void an_updates_tags_are_kept_once_each() {
        when(AUTHOR, new UpdatePost(ID, null, null, null, List.of("x", "x", "a")), CREATED)
                .expectEvents(updated(null, null, null, null, List.of("x", "a")));
    }

    @Test
    void a_rename_says_which_slug_was_left_and_frees_it() {
        when(AUTHOR, new UpdatePost(ID, null, "second", null, null), CREATED)
                .expectEvents(updated(null, "second", "first", null, null));
        assertThat(slugs.all()).containsExactly(Map.entry("second", ID));
    }

    @Test
    void a_rename_to_another_posts_slug_is_refused_and_keeps_the_own_one() {
        slugs.demand("second", OTHER_POST, ANN);

        assertRefused(when(AUTHOR, new UpdatePost(ID, "New", "second", null, null), CREATED), SLUG_TAKEN);
        assertThat(slugs.all()).containsOnly(Map.entry("first", ID), Map.entry("second", OTHER_POST));
    }

    // --- publish, unpublish, archive

    @Test
    void a_draft_is_published_now_to_the_microsecond_unless_a_date_is_given() {
        when(AUTHOR, PUBLISH, CREATED).expectEvents(new PostPublished(ID.value(), NOW_AS_STORED));
        when(AUTHOR, new PublishPost(ID, DATE.plusNanos(789)), CREATED).expectEvents(PUBLISHED);
        when(AUTHOR, new PublishPost(ID, Instant.parse("1969-07-20T20:17:40.000000999Z")), CREATED)
                .expectEvents(new PostPublished(ID.value(), Instant.parse("1969-07-20T20:17:40Z")));
    }

    @Test
    void publishing_again_is_no_change_unless_the_date_is_another() {
        assertNoChange(when(AUTHOR, PUBLISH, CREATED, PUBLISHED), 1);
        assertNoChange(when(AUTHOR, new PublishPost(ID, DATE), CREATED, PUBLISHED), 1);
        assertNoChange(when(AUTHOR, new PublishPost(ID, DATE.plusNanos(1)), CREATED, PUBLISHED), 1);
        assertRefused(when(AUTHOR, new PublishPost(ID, DATE.plusSeconds(1)), CREATED, PUBLISHED), INVALID_STATE);
    }

    @Test
    void a_post_may_be_published_again_with_another_date_after_it_was_a_draft_again() {
        when(AUTHOR, new PublishPost(ID, DATE.plusSeconds(1)), CREATED, PUBLISHED, UNPUBLISHED)
                .expectEvents(new PostPublished(ID.value(), DATE.plusSeconds(1)));
    }

    @Test
    void a_public_post_becomes_a_draft_and_a_draft_stays_one() {
        when(AUTHOR, UNPUBLISH, CREATED, PUBLISHED).expectEvents(UNPUBLISHED);
        assertNoChange(when(AUTHOR, UNPUBLISH, CREATED), 0);
    }

    @Test
    void drafts_and_public_posts_are_archived_once() {
        when(AUTHOR, ARCHIVE, CREATED).expectEvents(ARCHIVED);
        when(AUTHOR, ARCHIVE, CREATED, PUBLISHED).expectEvents(ARCHIVED);
        assertNoChange(when(AUTHOR, ARCHIVE, CREATED, PUBLISHED, ARCHIVED), 2);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void an_archived_post_can_only_be_archived_again_or_deleted(Object wish) {
        ResultValidator<Post> result = when(AUTHOR, wish, CREATED, ARCHIVED);
        if (List.of(ARCHIVE, DELETE).contains(wish)) {
            result.expectSuccessfulHandlerExecution();
        } else {
            assertRefused(result, INVALID_STATE);
        }
    }

    @Test
    void publishing_an_archived_post_with_its_own_date_is_refused_too() {
        assertRefused(when(AUTHOR, new PublishPost(ID, DATE), CREATED, PUBLISHED, ARCHIVED), INVALID_STATE);
    }

    @Test
    void whether_a_post_is_public_is_kept_beside_its_slug_where_it_changes() {
        when(AUTHOR, PUBLISH, CREATED).expectSuccessfulHandlerExecution();
        assertThat(slugs.published()).containsExactly(ID);

        when(AUTHOR, PUBLISH, CREATED, PUBLISHED).expectSuccessfulHandlerExecution();
        assertThat(slugs.published()).containsExactly(ID);

        when(AUTHOR, UNPUBLISH, CREATED, PUBLISHED).expectSuccessfulHandlerExecution();
        assertThat(slugs.published()).isEmpty();

        when(AUTHOR, ARCHIVE, CREATED, PUBLISHED).expectSuccessfulHandlerExecution();
        assertThat(slugs.published()).isEmpty();

        when(AUTHOR, ARCHIVE, CREATED).expectSuccessfulHandlerExecution();
        assertThat(slugs.published()).isEmpty();
    }

    // --- tags

    @Test
    void a_tag_is_added_once_and_taken_away_once() {
        when(AUTHOR, TAG, CREATED).expectEvents(new PostTagged(ID.value(), "c"));
        assertNoChange(when(AUTHOR, new TagPost(ID, "b"), CREATED), 0);
        assertNoChange(when(AUTHOR, TAG, CREATED, new PostTagged(ID.value(), "c")), 1);

        when(AUTHOR, UNTAG, CREATED).expectEvents(new PostUntagged(ID.value(), "a"));
        assertNoChange(when(AUTHOR, new UntagPost(ID, "c"), CREATED), 0);
        assertNoChange(when(AUTHOR, UNTAG, CREATED, new PostUntagged(ID.value(), "a")), 1);
    }

    @Test
    void a_twenty_first_tag_is_refused_but_one_of_the_twenty_is_not() {
        List<String> twenty = IntStream.range(0, 20).mapToObj(n -> "t" + n).toList();
        PostEvent full = updated(null, null, null, null, twenty);

        assertRefused(when(AUTHOR, TAG, CREATED, full), INVALID_STATE);
        assertNoChange(when(AUTHOR, new TagPost(ID, "t19"), CREATED, full), 1);
        when(AUTHOR, TAG, CREATED, full, new PostUntagged(ID.value(), "t0"))
                .expectEvents(new PostTagged(ID.value(), "c"));
    }

    // --- delete

    @Test
    void a_deleted_post_frees_its_slug() {
        when(AUTHOR, DELETE, CREATED)
                .expectEvents(DELETED)
                .expectMarkedDeleted()
                .expectResultMessagePayload(new Acknowledgement(ID.value(), 1, false));
        assertThat(slugs.all()).isEmpty();
    }

    @Test
    void a_deleted_post_frees_the_slug_that_it_was_renamed_to() {
        when(AUTHOR, DELETE, CREATED, updated(null, "second", "first", null, null))
                .expectEvents(DELETED);
        assertThat(slugs.all()).doesNotContainKey("second");
    }

    @ParameterizedTest
    @MethodSource("changes")
    void nothing_can_be_wished_for_with_a_deleted_post(Object wish) {
        when(AUTHOR, wish, CREATED, DELETED).expectNoEvents().expectException(AggregateNotFoundException.class);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void nothing_can_be_wished_for_with_a_post_that_never_was(Object wish) {
        when(AUTHOR, wish).expectNoEvents().expectException(AggregateNotFoundException.class);
    }

    // --- upsert

    @Test
    void an_upsert_of_a_known_slug_updates_the_post_that_has_it() {
        when(AUTHOR, new UpsertPost("first", "New", null, null), CREATED)
                .expectEvents(updated("New", null, null, null, null))
                .expectResultMessagePayload(new Acknowledgement(ID.value(), 1, false));
    }

    @Test
    void an_upsert_of_what_is_already_so_is_no_change() {
        assertNoChange(when(AUTHOR, new UpsertPost("first", "Title", "Content", List.of("a", "b")), CREATED), 0);
        assertNoChange(when(AUTHOR, new UpsertPost("first", "Title", null, null), CREATED), 0);
    }

    @Test
    void an_upsert_obeys_the_posts_own_rules() {
        assertRefused(when(STRANGER, new UpsertPost("first", "New", null, null), CREATED), FORBIDDEN);
        assertRefused(when(AUTHOR, new UpsertPost("first", "New", null, null), CREATED, ARCHIVED), INVALID_STATE);
        assertRefused(when(AUTHOR, new UpsertPost("first", "New", null, null), "\"7\"", CREATED), VERSION_CONFLICT);
    }
}
