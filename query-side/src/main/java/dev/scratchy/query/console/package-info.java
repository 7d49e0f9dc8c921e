/**
 * The operator's console: a page at {@code /admin} that asks what everybody with the role admin may ask over HTTP.
 */
@NullMarked
package dev.scratchy.query.console;

import org.jspecify.annotations.NullMarked;
