/**
 * The way of every command: validated, sent with who and why, retried when somebody else was faster, answered with the version
 * it led to.
 */
@NullMarked
package dev.scratchy.command.dispatch;

import org.jspecify.annotations.NullMarked;
