package dev.scratchy.command.comment;

import dev.scratchy.shared.identity.CommentId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Remove a comment. */
record DeleteComment(@TargetAggregateIdentifier CommentId id) {}
