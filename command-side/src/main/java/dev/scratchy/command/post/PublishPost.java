package dev.scratchy.command.post;

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
        @PastOrPresent @Nullable Instant publishedAt) {}
