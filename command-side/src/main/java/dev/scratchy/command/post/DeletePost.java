package dev.scratchy.command.post;

import dev.scratchy.shared.identity.PostId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Remove a post and free its slug. */
record DeletePost(@TargetAggregateIdentifier PostId id) {}
