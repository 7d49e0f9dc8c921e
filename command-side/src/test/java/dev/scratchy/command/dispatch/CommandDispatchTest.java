package dev.scratchy.command.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scratchy.shared.axon.MetaDataKeys;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import dev.scratchy.shared.security.Caller;
import dev.scratchy.shared.security.Role;
import dev.scratchy.shared.tracing.Traces;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.MDC;
import org.springframework.dao.PessimisticLockingFailureException;

class CommandDispatchTest {

    private static final Caller ANN = new Caller(UserId.next(), Set.of(Role.AUTHOR));
    private static final Acknowledgement DONE = new Acknowledgement("01JZ8Q4S5T6V7W8X9YZABCDEFG", 3, false);

    private static final long LAST_POSITION = 42;

    private record Wish(String what) {}

    private final List<CommandMessage<?>> received = new ArrayList<>();
    private Acknowledgement answer = DONE;
    private final Deque<RuntimeException> failures = new ArrayDeque<>();
    private final SimpleCommandBus bus = SimpleCommandBus.builder().build();
    private final CommandDispatch dispatch = new CommandDispatch(
            DefaultCommandGateway.builder().commandBus(bus).build(), Traces.NONE, () -> LAST_POSITION);

    @BeforeEach
    void handle_wishes() {
        var registration = bus.subscribe(Wish.class.getName(), message -> {
            received.add(message);
            if (!failures.isEmpty()) {
                throw failures.pop();
            }
            return answer;
        });
        assertThat(registration).isNotNull();
    }

    @AfterEach
    void leave_nothing_behind() {
        MDC.clear();
    }

    private static Stream<RuntimeException> conflicts() {
        return Stream.of(
                new ConcurrencyException("overtaken"),
                new AggregateStreamCreationException("overtaken at the first event"),
                new PessimisticLockingFailureException("serialisation failure or deadlock"));
    }

    @Test
    void a_command_carries_who_and_why_and_what_it_expects() {
        MDC.put(MetaDataKeys.CORRELATION_ID, "c-1");
        var expected = new ExpectedVersion(2L);
        var key = new IdempotencyKey("k", "f");

        assertThat(dispatch.send(new Wish("x"), new CommandRequest(ANN, expected, key)))
                .isEqualTo(DONE.at(LAST_POSITION));

        assertThat(received).singleElement().satisfies(message -> {
            assertThat(message.getPayload()).isEqualTo(new Wish("x"));
            assertThat(message.getMetaData())
                    .containsKey(CommittedPosition.KEY)
                    .containsAllEntriesOf(Map.of(
                            CallerParameter.KEY,
                            ANN,
                            MetaDataKeys.USER_ID,
                            ANN.signedIn().value(),
                            MetaDataKeys.CORRELATION_ID,
                            "c-1",
                            ExpectedVersion.KEY,
                            expected,
                            IdempotencyKey.KEY,
                            key));
        });
    }

    @Test
    void the_position_of_an_earlier_sending_is_kept() {
        var earlier = new Acknowledgement("01JZ8Q4S5T6V7W8X9YZABCDEFG", 3, false, 7, true);
        answer = earlier;

        assertThat(dispatch.send(new Wish("x"), CommandRequest.by(ANN))).isEqualTo(earlier);
    }

    @Test
    void an_anonymous_command_carries_no_user() {
        assertThat(dispatch.send(new Wish("x"), CommandRequest.by(Caller.ANONYMOUS)))
                .isEqualTo(DONE.at(LAST_POSITION));

        assertThat(received.getFirst().getMetaData()).containsOnlyKeys(CallerParameter.KEY, CommittedPosition.KEY);
    }

    @ParameterizedTest
    @MethodSource("conflicts")
    void a_conflict_is_tried_again_with_the_same_command(RuntimeException conflict) {
        failures.addAll(List.of(conflict, conflict, conflict, conflict));

        assertThat(dispatch.send(new Wish("x"), CommandRequest.by(ANN))).isEqualTo(DONE.at(LAST_POSITION));

        assertThat(received)
                .hasSize(5)
                .allSatisfy(message -> assertThat(message.getPayload()).isEqualTo(new Wish("x")));
    }

    @Test
    void whoever_is_overtaken_five_times_is_told_to_come_back() {
        failures.addAll(conflicts().toList());
        failures.addAll(conflicts().toList());

        assertRefused(ProblemCode.UNAVAILABLE);
        assertThat(received).hasSize(5);
    }

    @Test
    void what_is_not_there_is_not_found_and_not_tried_again() {
        failures.add(new AggregateNotFoundException("01JZ8Q4S5T6V7W8X9YZABCDEFG", "absent"));

        assertRefused(ProblemCode.NOT_FOUND);
        assertThat(received).hasSize(1);
    }

    @Test
    void a_refusal_reaches_the_caller_as_it_is_at_the_first_attempt() {
        failures.add(new Refused(ProblemCode.INVALID_STATE, "no"));

        assertRefused(ProblemCode.INVALID_STATE);
        assertThat(received).hasSize(1);
    }

    private void assertRefused(ProblemCode code) {
        assertThatThrownBy(() -> dispatch.send(new Wish("x"), CommandRequest.by(ANN)))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
