package dev.scratchy.command.post;

import dev.scratchy.shared.identity.PostId;
import dev.scratchy.shared.post.PostRules;
import jakarta.validation.constraints.Pattern;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Add a tag; one that is there already is no change. */
record TagPost(
        @TargetAggregateIdentifier PostId id,

        @Pattern(regexp = PostRules.TAG, message = PostRules.TAG_MESSAGE)
        String tag) {}
