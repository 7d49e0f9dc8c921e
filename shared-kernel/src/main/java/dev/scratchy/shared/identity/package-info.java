/**
 * Identifiers. Every aggregate is named by a ULID (26 characters of Crockford's base 32, https://github.com/ulid/spec):
 * sortable by time of creation, and made without asking the database. The only package that knows the ULID library.
 */
@NullMarked
package dev.scratchy.shared.identity;

import org.jspecify.annotations.NullMarked;
