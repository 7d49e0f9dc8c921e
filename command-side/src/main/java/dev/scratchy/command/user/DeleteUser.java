package dev.scratchy.command.user;

import dev.scratchy.shared.identity.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Remove an account with all its posts and comments, and free its username. */
record DeleteUser(@TargetAggregateIdentifier UserId id) {}
