package dev.scratchy.command.post;

import dev.scratchy.shared.identity.PostId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Withdraw a post for good, but keep it. */
record ArchivePost(@TargetAggregateIdentifier PostId id) {}
