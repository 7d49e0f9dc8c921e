package dev.scratchy.command.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.shared.problem.FieldProblem;
import dev.scratchy.shared.problem.Invalid;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Locale;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.hibernate.validator.HibernateValidator;

/** What {@link CommandValidation} has to say of a command, as a client would read it; for the tests of all features. */
public final class Judgement {

    private static final Validator VALIDATOR = Validation.byProvider(HibernateValidator.class)
            .configure()
            .defaultLocale(Locale.ENGLISH)
            .buildValidatorFactory()
            .getValidator();

    private Judgement() {}

    /** Empty when the command is valid. */
    public static List<FieldProblem> of(Object command) {
        var message = new GenericCommandMessage<>(command);
        try {
            assertThat(new CommandValidation(VALIDATOR).handle(List.of(message)).apply(0, message))
                    .isSameAs(message);
            return List.of();
        } catch (Invalid invalid) {
            return invalid.problems();
        }
    }
}
