package dev.scratchy.command.user;

import dev.scratchy.command.validation.StorableText;
import dev.scratchy.shared.identity.UserId;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Give somebody an account. */
record RegisterUser(
        @TargetAggregateIdentifier UserId id,

        @Pattern(regexp = RegisterUser.USERNAME, message = "must be 3 to 32 lower-case letters, digits, _ and -")
        String username,

        @NotBlank @Size(max = 200) @StorableText String displayName) {

    static final String USERNAME = "[a-z0-9_-]{3,32}";
}
