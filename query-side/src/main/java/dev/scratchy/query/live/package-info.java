/**
 * Streams of what happens, as server-sent events: one feed per view follows the log for all clients of a node, waits until the
 * view shows what has happened, and hands it to those whom it concerns. The features say what that is.
 */
@NullMarked
package dev.scratchy.query.live;

import org.jspecify.annotations.NullMarked;
