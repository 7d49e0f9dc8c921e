package dev.scratchy.command.dispatch;

import dev.scratchy.shared.problem.FieldProblem;
import dev.scratchy.shared.problem.Invalid;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.MessageDispatchInterceptor;

/** Bean Validation of every command, before a transaction is begun or anything is loaded. */
final class CommandValidation implements MessageDispatchInterceptor<CommandMessage<?>> {

    private final Validator validator;

    CommandValidation(Validator validator) {
        this.validator = validator;
    }

    @Override
    public BiFunction<Integer, CommandMessage<?>, CommandMessage<?>> handle(
            List<? extends CommandMessage<?>> commands) {
        return (index, command) -> {
            Set<ConstraintViolation<Object>> violations = validator.validate(command.getPayload());
            if (!violations.isEmpty()) {
                throw new Invalid(violations.stream()
                        .map(CommandValidation::fieldProblem)
                        .sorted(Comparator.comparing(FieldProblem::field).thenComparing(FieldProblem::message))
                        .toList());
            }
            return command;
        };
    }

    private static FieldProblem fieldProblem(ConstraintViolation<Object> violation) {
        // An element of a list is called "tags[2].<list element>" by Bean Validation, and "tags[2]" by people.
        String field = violation.getPropertyPath().toString().replace(".<list element>", "");
        return new FieldProblem(field, violation.getMessage());
    }
}
