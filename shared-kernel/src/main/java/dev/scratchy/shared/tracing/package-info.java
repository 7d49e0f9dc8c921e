/**
 * One trace from a request to what it changes in views and caches, on whichever node. Off unless there is somebody to send it to.
 */
@NullMarked
package dev.scratchy.shared.tracing;

import org.jspecify.annotations.NullMarked;
