package dev.scratchy.command.post;

import dev.scratchy.shared.identity.PostId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Make a public post a draft again. */
record UnpublishPost(@TargetAggregateIdentifier PostId id) {}
