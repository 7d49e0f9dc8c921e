/** The document of the query side, and the words in it. */
@NullMarked
package dev.scratchy.query.openapi;

import org.jspecify.annotations.NullMarked;
