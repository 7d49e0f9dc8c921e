/**
 * A command that is sent twice with one {@code Idempotency-Key} is carried out once.
 * {@link dev.scratchy.command.idempotency.CarriedOutOnce} says how.
 */
@NullMarked
package dev.scratchy.command.idempotency;

import org.jspecify.annotations.NullMarked;
