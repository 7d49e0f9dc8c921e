package dev.scratchy.benchmarks.stock;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** The wish for a post. */
record CreatePost(@TargetAggregateIdentifier String id, String title, String content) {}
