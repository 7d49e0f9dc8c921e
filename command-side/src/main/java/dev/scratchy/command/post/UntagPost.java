package dev.scratchy.command.post;

import dev.scratchy.shared.identity.PostId;
import dev.scratchy.shared.post.PostRules;
import jakarta.validation.constraints.Pattern;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Take a tag away; one that is not there is no change. */
record UntagPost(
        @TargetAggregateIdentifier PostId id,

        @Pattern(regexp = PostRules.TAG, message = PostRules.TAG_MESSAGE)
        String tag) {}
