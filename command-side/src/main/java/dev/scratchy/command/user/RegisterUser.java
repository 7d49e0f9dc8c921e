package dev.scratchy.command.user;

import dev.scratchy.command.validation.StorableText;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.user.UserRules;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Give somebody an account. */
record RegisterUser(
        @TargetAggregateIdentifier UserId id,

        @Pattern(regexp = UserRules.USERNAME, message = UserRules.USERNAME_MESSAGE)
        String username,

        @NotBlank @Size(max = UserRules.DISPLAY_NAME_LENGTH) @StorableText
        String displayName,

        @Email @Size(max = UserRules.EMAIL_LENGTH) @StorableText @Nullable
        String email,

        @Size(max = UserRules.BIO_LENGTH) @StorableText @Nullable
        String bio) {}
