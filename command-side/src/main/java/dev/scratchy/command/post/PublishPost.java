package dev.scratchy.command.post;

import dev.scratchy.command.validation.NotBefore;
import dev.scratchy.shared.identity.PostId;
import jakarta.validation.constraints.PastOrPresent;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Make a draft public.
 *
 * @param publishedAt the date it is to carry; now when {@code null}
 */
record PublishPost(
        @TargetAggregateIdentifier PostId id,

        @PastOrPresent @NotBefore("0001-01-01T00:00:00Z") @Nullable
        Instant publishedAt) {}
