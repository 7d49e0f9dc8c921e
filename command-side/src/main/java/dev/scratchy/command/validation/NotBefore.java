package dev.scratchy.command.validation;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A time that is not too early: ISO 8601 and PostgreSQL write years before the first in different ways. */
@Target({FIELD, PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = NotBefore.Check.class)
public @interface NotBefore {

    /** The earliest time allowed, as {@link Instant#parse} reads it. */
    String value();

    String message() default "must not be before {value}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    final class Check implements ConstraintValidator<NotBefore, Instant> {

        private Instant earliest = Instant.MIN;

        @Override
        public void initialize(NotBefore rule) {
            earliest = Instant.parse(rule.value());
        }

        @Override
        public boolean isValid(@Nullable Instant time, ConstraintValidatorContext context) {
            return time == null || !time.isBefore(earliest);
        }
    }
}
