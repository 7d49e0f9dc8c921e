/**
 * Who is asking: OAuth 2 bearer tokens, and the rules by which they open paths. Everything is denied that no rule allows.
 */
@NullMarked
package dev.scratchy.shared.security;

import org.jspecify.annotations.NullMarked;
