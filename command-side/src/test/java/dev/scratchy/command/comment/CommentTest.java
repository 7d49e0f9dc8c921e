package dev.scratchy.command.comment;

import static dev.scratchy.shared.problem.ProblemCode.FORBIDDEN;
import static dev.scratchy.shared.problem.ProblemCode.INVALID_STATE;
import static dev.scratchy.shared.problem.ProblemCode.NOT_FOUND;
import static dev.scratchy.shared.problem.ProblemCode.UNAUTHENTICATED;
import static dev.scratchy.shared.problem.ProblemCode.VERSION_CONFLICT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.command.dispatch.Acknowledgement;
import dev.scratchy.command.dispatch.CallerParameter;
import dev.scratchy.command.dispatch.ExpectedVersion;
import dev.scratchy.command.dispatch.Judgement;
import dev.scratchy.command.dispatch.VersionedCommandHandlers;
import dev.scratchy.shared.comment.CommentAdded;
import dev.scratchy.shared.comment.CommentDeleted;
import dev.scratchy.shared.comment.CommentEdited;
import dev.scratchy.shared.comment.CommentEvent;
import dev.scratchy.shared.identity.CommentId;
import dev.scratchy.shared.identity.PostId;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.problem.FieldProblem;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import dev.scratchy.shared.security.Caller;
import dev.scratchy.shared.security.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.hamcrest.CustomTypeSafeMatcher;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommentTest {

    private static final CommentId ID = CommentId.next();
    private static final PostId POST = PostId.next();
    private static final UserId RITA = UserId.next();
    private static final Caller READER = new Caller(RITA, Set.of());
    private static final Caller STRANGER = new Caller(UserId.next(), Set.of(Role.AUTHOR));
    private static final Caller EDITOR = new Caller(UserId.next(), Set.of(Role.EDITOR));
    private static final Caller ADMIN = new Caller(UserId.next(), Set.of(Role.ADMIN));

    private static final CommentEvent ADDED = new CommentAdded(ID.value(), POST.value(), RITA.value(), "Said");
    private static final CommentEvent EDITED = new CommentEdited(ID.value(), POST.value(), "Other");
    private static final CommentEvent DELETED = new CommentDeleted(ID.value(), POST.value());

    private static final AddComment ADD = new AddComment(ID, POST, "Said");
    private static final EditComment EDIT = new EditComment(ID, "Other");
    private static final DeleteComment DELETE = new DeleteComment(ID);

    private final CommentsInMemory comments = new CommentsInMemory();
    private final AggregateTestFixture<Comment> fixture = new AggregateTestFixture<>(Comment.class);

    @BeforeEach
    void set_up() {
        fixture.registerParameterResolverFactory(new CallerParameter())
                .registerHandlerEnhancerDefinition(new VersionedCommandHandlers())
                .registerInjectableResource(comments);
        comments.given(ID);
    }

    /** Every command about a comment that is there. */
    private static Stream<Object> changes() {
        return Stream.of(EDIT, DELETE);
    }

    private ResultValidator<Comment> when(Caller caller, Object wish, CommentEvent... before) {
        return when(caller, wish, Map.of(), before);
    }

    private ResultValidator<Comment> when(Caller caller, Object wish, Map<String, ?> metaData, CommentEvent... before) {
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

    private static void assertRefused(ResultValidator<Comment> result, ProblemCode code) {
        result.expectNoEvents().expectException(refused(code));
    }

    @Test
    void a_comment_is_its_callers() {
        comments.deletePost();

        when(READER, ADD).expectEvents(ADDED).expectResultMessagePayload(new Acknowledgement(ID.value(), 0, true));
        assertThat(comments.all()).containsExactly(ID);
    }

    @Test
    void an_anonymous_caller_says_nothing() {
        comments.deletePost();

        assertRefused(when(Caller.ANONYMOUS, ADD), UNAUTHENTICATED);
        assertThat(comments.all()).isEmpty();
    }

    @Test
    void on_a_post_that_is_not_public_nothing_is_said() {
        comments.withdrawPost();

        assertRefused(when(READER, ADD), INVALID_STATE);
    }

    @Test
    void its_author_an_editor_and_an_admin_edit_it() {
        for (Caller caller : List.of(READER, EDITOR, ADMIN)) {
            when(caller, EDIT, ADDED)
                    .expectEvents(EDITED)
                    .expectResultMessagePayload(new Acknowledgement(ID.value(), 1, false));
        }
    }

    @Test
    void its_author_an_editor_and_an_admin_delete_it() {
        for (Caller caller : List.of(READER, EDITOR, ADMIN)) {
            comments.given(ID);
            when(caller, DELETE, ADDED, EDITED)
                    .expectEvents(DELETED)
                    .expectMarkedDeleted()
                    .expectResultMessagePayload(new Acknowledgement(ID.value(), 2, false));
            assertThat(comments.all()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("changes")
    void nobody_else_changes_it(Object wish) {
        assertRefused(when(STRANGER, wish, ADDED), FORBIDDEN);
        comments.given(ID);
        assertRefused(when(Caller.ANONYMOUS, wish, ADDED), FORBIDDEN);
    }

    @Test
    void an_edit_to_what_it_says_already_is_no_change() {
        when(READER, new EditComment(ID, "Said"), ADDED)
                .expectNoEvents()
                .expectResultMessagePayload(new Acknowledgement(ID.value(), 0, false));
        when(READER, EDIT, ADDED, EDITED)
                .expectNoEvents()
                .expectResultMessagePayload(new Acknowledgement(ID.value(), 1, false));
    }

    @Test
    void while_its_post_is_withdrawn_it_can_only_be_deleted() {
        comments.withdrawPost();

        assertRefused(when(READER, EDIT, ADDED), INVALID_STATE);
        assertRefused(when(EDITOR, EDIT, ADDED), INVALID_STATE);
        assertRefused(when(STRANGER, EDIT, ADDED), FORBIDDEN);
        when(READER, DELETE, ADDED).expectEvents(DELETED);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void what_went_with_its_post_is_gone_for_everybody(Object wish) {
        comments.deletePost();

        for (Caller caller : List.of(READER, EDITOR, STRANGER)) {
            assertRefused(when(caller, wish, ADDED), NOT_FOUND);
        }
    }

    @ParameterizedTest
    @MethodSource("changes")
    void nothing_can_be_wished_for_with_a_deleted_comment(Object wish) {
        when(READER, wish, ADDED, DELETED).expectNoEvents().expectException(AggregateNotFoundException.class);
        when(READER, wish).expectNoEvents().expectException(AggregateNotFoundException.class);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void a_change_meant_for_another_version_is_refused(Object wish) {
        assertRefused(
                when(READER, wish, Map.of("expectedVersion", ExpectedVersion.of("\"0\"")), ADDED, EDITED),
                VERSION_CONFLICT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t", "\u2003"})
    void a_comment_says_something(String blank) {
        FieldProblem problem = new FieldProblem("content", "must not be blank");
        assertThat(Judgement.of(new AddComment(ID, POST, blank))).containsExactly(problem);
        assertThat(Judgement.of(new EditComment(ID, blank))).containsExactly(problem);
    }

    @Test
    void a_comment_has_its_limits() {
        assertThat(Judgement.of(new AddComment(ID, POST, "a".repeat(10_000)))).isEmpty();
        assertThat(Judgement.of(new EditComment(ID, "a".repeat(10_000)))).isEmpty();
        FieldProblem tooLong = new FieldProblem("content", "size must be between 0 and 10000");
        assertThat(Judgement.of(new AddComment(ID, POST, "a".repeat(10_001)))).containsExactly(tooLong);
        assertThat(Judgement.of(new EditComment(ID, "a".repeat(10_001)))).containsExactly(tooLong);
        assertThat(Judgement.of(new AddComment(ID, POST, "a\0")))
                .extracting(FieldProblem::field)
                .containsExactly("content");
        assertThat(Judgement.of(new EditComment(ID, "a\0")))
                .extracting(FieldProblem::field)
                .containsExactly("content");
    }
}
