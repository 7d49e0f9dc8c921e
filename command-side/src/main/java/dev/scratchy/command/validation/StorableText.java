package dev.scratchy.command.validation;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE_USE;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A text that PostgreSQL stores and gives back unchanged: no NUL, no half of a surrogate pair, not too long in UTF-8. */
@Target({FIELD, PARAMETER, TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = StorableText.Check.class)
public @interface StorableText {

    String message() default "must be at most {maxBytes} bytes of UTF-8 without NUL and without unpaired surrogates";

    /** The longest that is allowed, in bytes of UTF-8. */
    int maxBytes() default 1 << 20;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    final class Check implements ConstraintValidator<StorableText, String> {

        private int maxBytes;

        @Override
        public void initialize(StorableText rule) {
            maxBytes = rule.maxBytes();
        }

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            return text == null
                    || (text.indexOf('\0') < 0
                            && StandardCharsets.UTF_8.newEncoder().canEncode(text)
                            && text.getBytes(StandardCharsets.UTF_8).length <= maxBytes);
        }
    }
}
