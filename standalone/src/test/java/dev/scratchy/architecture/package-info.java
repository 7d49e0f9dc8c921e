/** The rules that the structure keeps, as sentences. */
@NullMarked
package dev.scratchy.architecture;

import org.jspecify.annotations.NullMarked;
