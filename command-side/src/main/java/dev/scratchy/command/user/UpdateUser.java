package dev.scratchy.command.user;

import dev.scratchy.command.validation.StorableText;
import dev.scratchy.command.validation.TextPatterns;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.user.UserRules;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Replace some parts of an account; a part that is {@code null} stays as it is, an empty email or bio is taken away. */
record UpdateUser(
        @TargetAggregateIdentifier UserId id,

        @Pattern(regexp = UserRules.USERNAME, message = UserRules.USERNAME_MESSAGE) @Nullable
        String username,

        @Pattern(regexp = TextPatterns.NOT_BLANK, message = TextPatterns.NOT_BLANK_MESSAGE)
        @Size(max = UserRules.DISPLAY_NAME_LENGTH)
        @StorableText
        @Nullable
        String displayName,

        @Email @Size(max = UserRules.EMAIL_LENGTH) @StorableText @Nullable
        String email,

        @Size(max = UserRules.BIO_LENGTH) @StorableText @Nullable
        String bio) {}
