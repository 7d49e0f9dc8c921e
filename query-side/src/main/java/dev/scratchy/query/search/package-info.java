/**
 * Finding posts by what they say. {@link dev.scratchy.query.search.SearchProjection} keeps titles and contents folded to one
 * case, {@link dev.scratchy.query.search.SearchTable} finds a part of them by a trigram index,
 * {@link dev.scratchy.query.search.SearchController} answers.
 */
@NullMarked
package dev.scratchy.query.search;

import org.jspecify.annotations.NullMarked;
