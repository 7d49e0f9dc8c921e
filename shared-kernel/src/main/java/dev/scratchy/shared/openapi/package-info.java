/**
 * The description of the HTTP interface as OpenAPI 3.1: made from the controllers, from what they say of themselves in
 * {@link dev.scratchy.shared.openapi.Contract}, and from the words that a side explains as {@link dev.scratchy.shared.openapi.Term}.
 */
@NullMarked
package dev.scratchy.shared.openapi;

import org.jspecify.annotations.NullMarked;
