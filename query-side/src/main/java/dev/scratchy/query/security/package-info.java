/**
 * Who may ask: everybody for what is public, admins for the rest.
 */
@NullMarked
package dev.scratchy.query.security;

import org.jspecify.annotations.NullMarked;
