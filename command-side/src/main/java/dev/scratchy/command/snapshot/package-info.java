/** When the states of aggregates are saved, so that no command folds more than about a hundred events. */
@NullMarked
package dev.scratchy.command.snapshot;

import org.jspecify.annotations.NullMarked;
