package dev.scratchy.command.user;

import static dev.scratchy.shared.problem.ProblemCode.FORBIDDEN;
import static dev.scratchy.shared.problem.ProblemCode.NOT_FOUND;
import static dev.scratchy.shared.problem.ProblemCode.USERNAME_TAKEN;
import static dev.scratchy.shared.problem.ProblemCode.VALIDATION_FAILED;
import static dev.scratchy.shared.problem.ProblemCode.VERSION_CONFLICT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.command.dispatch.Acknowledgement;
import dev.scratchy.command.dispatch.CallerParameter;
import dev.scratchy.command.dispatch.ExpectedVersion;
import dev.scratchy.command.dispatch.VersionedCommandHandlers;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import dev.scratchy.shared.security.Caller;
import dev.scratchy.shared.security.Role;
import dev.scratchy.shared.user.UserDeleted;
import dev.scratchy.shared.user.UserEvent;
import dev.scratchy.shared.user.UserFollowed;
import dev.scratchy.shared.user.UserRegistered;
import dev.scratchy.shared.user.UserUnfollowed;
import dev.scratchy.shared.user.UserUpdated;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.eventhandling.SimpleEventBus;
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
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

class UserTest {

    private static final UserId ID = UserId.next();
    private static final UserId BEN = UserId.next();
    private static final Caller ANN = new Caller(ID, Set.of());
    private static final Caller ADMIN = new Caller(UserId.next(), Set.of(Role.ADMIN));
    private static final Caller EDITOR = new Caller(UserId.next(), Set.of(Role.AUTHOR, Role.EDITOR));

    private static final UserEvent REGISTERED = new UserRegistered(ID.value(), "ann", "Ann", "ann@example.org", null);
    private static final UserEvent FOLLOWED = new UserFollowed(ID.value(), BEN.value());
    private static final UserEvent UNFOLLOWED = new UserUnfollowed(ID.value(), BEN.value());
    private static final UserEvent DELETED = new UserDeleted(ID.value());

    private static final UpdateUser RENAME = new UpdateUser(ID, "anna", null, null, null);
    private static final DeleteUser DELETE = new DeleteUser(ID);
    private static final FollowUser FOLLOW = new FollowUser(BEN);
    private static final UnfollowUser UNFOLLOW = new UnfollowUser(BEN);

    private final UsernamesInMemory usernames = new UsernamesInMemory();
    private final List<UserId> ownersOfDeletedPosts = new ArrayList<>();
    private final AggregateTestFixture<User> fixture = new AggregateTestFixture<>(User.class);

    @BeforeEach
    void set_up() {
        fixture.registerParameterResolverFactory(new CallerParameter())
                .registerHandlerEnhancerDefinition(new VersionedCommandHandlers())
                .registerInjectableResource(usernames)
                .registerInjectableResource(
                        new OwnedPosts(
                                new PostReservations(JdbcClient.create(new JdbcTemplate())),
                                SimpleEventBus.builder().build()) {
                            @Override
                            void deleteAllOf(UserId author) {
                                assertThat(usernames.locked()).contains(author);
                                ownersOfDeletedPosts.add(author);
                            }
                        })
                .registerAnnotatedCommandHandler(new FollowUsers(fixture.getRepository(), usernames));
        usernames.demand("ben", BEN);
    }

    /** Every command about an account that is there. */
    private static Stream<Object> changes() {
        return Stream.of(RENAME, DELETE);
    }

    private ResultValidator<User> when(Caller caller, Object wish, UserEvent... before) {
        return when(caller, wish, Map.of(), before);
    }

    private ResultValidator<User> when(Caller caller, Object wish, Map<String, ?> metaData, UserEvent... before) {
        usernames.release(ID);
        if (before.length > 0) {
            usernames.demand("ann", ID);
        }
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

    private static void assertRefused(ResultValidator<User> result, ProblemCode code) {
        result.expectNoEvents().expectException(refused(code));
    }

    private static void assertNoChange(ResultValidator<User> result, long version) {
        result.expectNoEvents().expectResultMessagePayload(new Acknowledgement(ID.value(), version, false));
    }

    private static UserUpdated updated(
            @Nullable String username, @Nullable String displayName, @Nullable String email, @Nullable String bio) {
        return new UserUpdated(ID.value(), username, displayName, email, bio);
    }

    // --- register

    @Test
    void somebody_new_is_registered() {
        when(ADMIN, new RegisterUser(ID, "ann", "Ann", null, null))
                .expectEvents(new UserRegistered(ID.value(), "ann", "Ann", null, null))
                .expectResultMessagePayload(new Acknowledgement(ID.value(), 0, true));
        assertThat(usernames.all()).containsEntry("ann", ID);
    }

    @Test
    void an_empty_email_or_bio_is_none() {
        when(ADMIN, new RegisterUser(ID, "ann", "Ann", "ann@example.org", "Writes."))
                .expectEvents(new UserRegistered(ID.value(), "ann", "Ann", "ann@example.org", "Writes."));
        when(ADMIN, new RegisterUser(ID, "ann", "Ann", "", ""))
                .expectEvents(new UserRegistered(ID.value(), "ann", "Ann", null, null));
    }

    @Test
    void a_username_is_given_once() {
        assertRefused(when(ADMIN, new RegisterUser(ID, "ben", "Ann", null, null)), USERNAME_TAKEN);
    }

    // --- who may

    @ParameterizedTest
    @MethodSource("changes")
    void nobody_but_its_owner_and_admins_changes_an_account(Object wish) {
        assertRefused(when(EDITOR, wish, REGISTERED), FORBIDDEN);
        assertRefused(when(Caller.ANONYMOUS, wish, REGISTERED), FORBIDDEN);
        assertThat(usernames.all()).containsEntry("ann", ID);

        when(ANN, wish, REGISTERED).expectSuccessfulHandlerExecution();
        when(ADMIN, wish, REGISTERED).expectSuccessfulHandlerExecution();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void a_change_meant_for_another_version_is_refused(Object wish) {
        Map<String, ?> expected = Map.of("expectedVersion", ExpectedVersion.of("\"1\""));
        assertRefused(when(ANN, wish, expected, REGISTERED), VERSION_CONFLICT);
        assertRefused(when(ANN, FOLLOW, expected, REGISTERED), VERSION_CONFLICT);
        when(ANN, wish, expected, REGISTERED, FOLLOWED).expectSuccessfulHandlerExecution();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void nothing_can_be_wished_for_with_an_account_that_is_not_there(Object wish) {
        when(ADMIN, wish).expectNoEvents().expectException(AggregateNotFoundException.class);
        when(ADMIN, wish, REGISTERED, DELETED).expectNoEvents().expectException(AggregateNotFoundException.class);
    }

    // --- update

    @Test
    void an_update_names_only_what_it_changes() {
        when(ANN, new UpdateUser(ID, "ann", "Ann B.", "ann@example.org", "Writes."), REGISTERED)
                .expectEvents(updated(null, "Ann B.", null, "Writes."))
                .expectResultMessagePayload(new Acknowledgement(ID.value(), 1, false));
    }

    @Test
    void an_empty_text_takes_an_email_or_a_bio_away() {
        when(ANN, new UpdateUser(ID, null, null, "", ""), REGISTERED).expectEvents(updated(null, null, "", null));
        when(ANN, new UpdateUser(ID, null, null, "", ""), REGISTERED, updated(null, null, null, "Writes."))
                .expectEvents(updated(null, null, "", ""));
        assertNoChange(when(ANN, new UpdateUser(ID, null, null, "", ""), REGISTERED, updated(null, null, "", null)), 1);
    }

    @Test
    void an_update_to_what_is_already_so_is_no_change() {
        assertNoChange(when(ANN, new UpdateUser(ID, null, null, null, null), REGISTERED), 0);
        assertNoChange(when(ANN, new UpdateUser(ID, "ann", "Ann", "ann@example.org", ""), REGISTERED), 0);
    }

    @Test
    void a_rename_frees_the_username_that_was_left() {
        when(ANN, RENAME, REGISTERED).expectEvents(updated("anna", null, null, null));
        assertThat(usernames.all()).containsEntry("anna", ID).doesNotContainKey("ann");
    }

    @Test
    void a_rename_to_somebody_elses_name_is_refused_and_keeps_the_own_one() {
        assertRefused(when(ANN, new UpdateUser(ID, "ben", "Ben", null, null), REGISTERED), USERNAME_TAKEN);
        assertThat(usernames.all()).containsEntry("ann", ID).containsEntry("ben", BEN);
    }

    // --- delete

    @Test
    void a_deletion_locks_the_account_and_takes_the_posts_along_and_frees_the_username() {
        when(ANN, DELETE, REGISTERED)
                .expectEvents(DELETED)
                .expectMarkedDeleted()
                .expectResultMessagePayload(new Acknowledgement(ID.value(), 1, false));
        assertThat(ownersOfDeletedPosts).containsExactly(ID);
        assertThat(usernames.all()).doesNotContainValue(ID);
    }

    // --- follow

    @Test
    void somebody_is_followed_once_and_unfollowed_once() {
        when(ANN, FOLLOW, REGISTERED)
                .expectEvents(FOLLOWED)
                .expectResultMessagePayload(new Acknowledgement(ID.value(), 1, false));
        assertNoChange(when(ANN, FOLLOW, REGISTERED, FOLLOWED), 1);

        when(ANN, UNFOLLOW, REGISTERED, FOLLOWED).expectEvents(UNFOLLOWED);
        assertNoChange(when(ANN, UNFOLLOW, REGISTERED), 0);
        assertNoChange(when(ANN, UNFOLLOW, REGISTERED, FOLLOWED, UNFOLLOWED), 2);
        when(ANN, FOLLOW, REGISTERED, FOLLOWED, UNFOLLOWED).expectEvents(FOLLOWED);
    }

    @Test
    void nobody_follows_themselves() {
        assertRefused(when(ANN, new FollowUser(ID), REGISTERED), VALIDATION_FAILED);
        assertNoChange(when(ANN, new UnfollowUser(ID), REGISTERED), 0);
    }

    @Test
    void whoever_is_not_there_is_not_followed_any_more_and_need_not_be_unfollowed() {
        usernames.release(BEN);

        assertRefused(when(ANN, FOLLOW, REGISTERED), NOT_FOUND);
        assertRefused(when(ANN, FOLLOW, REGISTERED, FOLLOWED), NOT_FOUND);
        assertNoChange(when(ANN, UNFOLLOW, REGISTERED, FOLLOWED), 1);
    }

    @Test
    void without_an_account_nobody_follows_anybody() {
        for (Object wish : List.of(FOLLOW, UNFOLLOW)) {
            assertRefused(when(ANN, wish), FORBIDDEN);
            assertRefused(when(ANN, wish, REGISTERED, DELETED), FORBIDDEN);
        }
    }
}
