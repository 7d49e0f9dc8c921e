package dev.scratchy.shared.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerTest {

    private static final UserId ANN = UserId.next();

    @ParameterizedTest
    @CsvSource({"AUTHOR, false", "EDITOR, true", "ADMIN, true"})
    void editors_and_admins_are_editors(Role role, boolean editor) {
        assertThat(new Caller(ANN, Set.of(role)).isEditor()).isEqualTo(editor);
    }

    @Test
    void a_caller_is_the_user_of_the_same_id_and_nobody_else() {
        Caller ann = new Caller(ANN, Set.of());

        assertThat(ann.is(ANN)).isTrue();
        assertThat(ann.is(UserId.next())).isFalse();
        assertThat(ann.signedIn()).isEqualTo(ANN);
        assertThat(ann.isAnonymous()).isFalse();
    }

    @Test
    void an_anonymous_caller_is_nobody() {
        assertThat(Caller.ANONYMOUS.isAnonymous()).isTrue();
        assertThat(Caller.ANONYMOUS.is(ANN)).isFalse();
        assertThat(Caller.ANONYMOUS.isEditor()).isFalse();
        assertThatThrownBy(Caller.ANONYMOUS::signedIn)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(ProblemCode.UNAUTHENTICATED));
    }
}
