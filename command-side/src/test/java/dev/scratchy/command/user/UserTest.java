package dev.scratchy.command.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.command.dispatch.Judgement;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.problem.FieldProblem;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import dev.scratchy.shared.user.UserRegistered;
import java.util.HashSet;
import java.util.Set;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

class UserTest {

    private static final UserId ID = UserId.next();

    private final Set<String> taken = new HashSet<>();
    private final AggregateTestFixture<User> fixture = new AggregateTestFixture<>(User.class);

    @BeforeEach
    void set_up() {
        fixture.registerInjectableResource(new UsernameReservations(JdbcClient.create(new JdbcTemplate())) {
            @Override
            void demand(String username, UserId userId) {
                if (!taken.add(username)) {
                    throw new Refused(ProblemCode.USERNAME_TAKEN, "taken");
                }
            }
        });
    }

    @Test
    void somebody_new_is_registered() {
        fixture.givenNoPriorActivity()
                .when(new RegisterUser(ID, "ann", "Ann"))
                .expectEvents(new UserRegistered(ID.value(), "ann", "Ann", null, null));
    }

    @Test
    void a_username_is_given_once() {
        taken.add("ann");

        fixture.givenNoPriorActivity()
                .when(new RegisterUser(ID, "ann", "Ann"))
                .expectNoEvents()
                .expectException(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "a_b-c", "123", "abcdefghijklmnopqrstuvwxyz012345"})
    void a_username_of_3_to_32_characters_is_valid(String username) {
        assertThat(Judgement.of(new RegisterUser(ID, username, "Ann"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "Ann", "a b", "änn", "abc\n", "abcdefghijklmnopqrstuvwxyz0123456"})
    void any_other_username_is_refused(String username) {
        assertThat(Judgement.of(new RegisterUser(ID, username, "Ann")))
                .containsExactly(new FieldProblem("username", "must be 3 to 32 lower-case letters, digits, _ and -"));
    }

    @Test
    void a_display_name_is_not_blank_and_not_too_long() {
        assertThat(Judgement.of(new RegisterUser(ID, "ann", " ")))
                .containsExactly(new FieldProblem("displayName", "must not be blank"));
        assertThat(Judgement.of(new RegisterUser(ID, "ann", "A".repeat(201))))
                .containsExactly(new FieldProblem("displayName", "size must be between 0 and 200"));
    }
}
