/** Answers as they go out: made once, kept as bytes, sent to whoever may see them. */
@NullMarked
package dev.scratchy.query.answering;

import org.jspecify.annotations.NullMarked;
