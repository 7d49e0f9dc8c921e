package dev.scratchy.command.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.command.dispatch.Judgement;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.problem.FieldProblem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules that stand on the commands, and the words in which a client hears of them. */
class UserCommandsTest {

    private static final UserId ID = UserId.next();
    private static final String USERNAME_MESSAGE = "must be 3 to 32 lower-case letters, digits, _ and -";
    private static final String TEXT_MESSAGE =
            "must be at most 1048576 bytes of UTF-8 without NUL and without unpaired surrogates";

    private static List<FieldProblem> registration(
            String username, String displayName, @Nullable String email, @Nullable String bio) {
        return Judgement.of(new RegisterUser(ID, username, displayName, email, bio));
    }

    private static List<FieldProblem> update(
            @Nullable String username, @Nullable String displayName, @Nullable String email, @Nullable String bio) {
        return Judgement.of(new UpdateUser(ID, username, displayName, email, bio));
    }

    private static FieldProblem problem(String field, String message) {
        return new FieldProblem(field, message);
    }

    @Test
    void only_a_username_and_a_display_name_are_needed() {
        assertThat(registration("ann", "Ann", null, null)).isEmpty();
        assertThat(registration("", "", null, null))
                .containsExactly(problem("displayName", "must not be blank"), problem("username", USERNAME_MESSAGE));
        assertThat(update(null, null, null, null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "a_b-c", "123", "abcdefghijklmnopqrstuvwxyz012345"})
    void a_username_of_3_to_32_characters_is_valid(String username) {
        assertThat(registration(username, "Ann", null, null)).isEmpty();
        assertThat(update(username, null, null, null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "Ann", "a b", "änn", "abc\n", "abcdefghijklmnopqrstuvwxyz0123456"})
    void any_other_username_is_refused(String username) {
        assertThat(registration(username, "Ann", null, null)).containsExactly(problem("username", USERNAME_MESSAGE));
        assertThat(update(username, null, null, null)).containsExactly(problem("username", USERNAME_MESSAGE));
    }

    @Test
    void a_display_name_is_not_blank_and_not_too_long() {
        assertThat(registration("ann", " ", null, null)).containsExactly(problem("displayName", "must not be blank"));
        assertThat(update(null, "\u2003\n", null, null)).containsExactly(problem("displayName", "must not be blank"));

        assertThat(update(null, "A".repeat(200), null, null)).isEmpty();
        FieldProblem tooLong = problem("displayName", "size must be between 0 and 200");
        assertThat(registration("ann", "A".repeat(201), null, null)).containsExactly(tooLong);
        assertThat(update(null, "A".repeat(201), null, null)).containsExactly(tooLong);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ann@example.org", "ann.b+tag@mail.example.org", "änn@exämple.org"})
    void an_email_has_the_shape_of_one_or_is_empty(String email) {
        assertThat(registration("ann", "Ann", email, null)).isEmpty();
        assertThat(update(null, null, email, null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" ", "ann", "ann@", "@example.org", "a b@example.org", "ann@example..org", "ann@ex ample.org"})
    void any_other_email_is_refused(String email) {
        FieldProblem problem = problem("email", "must be a well-formed email address");
        assertThat(registration("ann", "Ann", email, null)).containsExactly(problem);
        assertThat(update(null, null, email, null)).containsExactly(problem);
    }

    @Test
    void an_email_is_not_longer_than_a_mail_server_takes() {
        String domain = "@" + "d".repeat(60) + "." + "e".repeat(60) + "." + "f".repeat(60) + ".";
        String longest = "a".repeat(60) + domain + "g".repeat(254 - 60 - domain.length());

        assertThat(update(null, null, longest, null)).isEmpty();
        assertThat(update(null, null, longest + "g", null))
                .contains(problem("email", "size must be between 0 and 254"));
    }

    @Test
    void a_bio_is_not_too_long() {
        assertThat(registration("ann", "Ann", null, "b".repeat(2_000))).isEmpty();
        FieldProblem tooLong = problem("bio", "size must be between 0 and 2000");
        assertThat(registration("ann", "Ann", null, "b".repeat(2_001))).containsExactly(tooLong);
        assertThat(update(null, null, null, "b".repeat(2_001))).containsExactly(tooLong);
    }

    @Test
    void no_text_holds_what_postgresql_cannot_store() {
        assertThat(update(null, "A\0", null, "\0"))
                .containsExactly(problem("bio", TEXT_MESSAGE), problem("displayName", TEXT_MESSAGE));
        assertThat(registration("ann", "A\0", "a\0@example.org", "\0"))
                .contains(
                        problem("bio", TEXT_MESSAGE),
                        problem("displayName", TEXT_MESSAGE),
                        problem("email", TEXT_MESSAGE));
    }
}
