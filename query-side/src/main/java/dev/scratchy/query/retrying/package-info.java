/** Tries what projections have put aside once more, or gives it up, as somebody wishes. */
@NullMarked
package dev.scratchy.query.retrying;

import org.jspecify.annotations.NullMarked;
