/**
 * The command {@code import FILE}: posts from a file of newline-delimited JSON, sent over HTTP to a running system.
 */
@NullMarked
package dev.scratchy.standalone.importing;

import org.jspecify.annotations.NullMarked;
