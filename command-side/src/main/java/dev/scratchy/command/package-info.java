/**
 * Deployable 1: HTTP writes become commands, commands become events.
 */
@NullMarked
package dev.scratchy.command;

import org.jspecify.annotations.NullMarked;
