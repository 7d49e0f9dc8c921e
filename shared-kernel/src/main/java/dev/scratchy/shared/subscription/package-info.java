/**
 * Following the event log: one reader at its head for all subscribers of a JVM, woken by whoever commits, on any node; and
 * pages for those who are behind.
 */
@NullMarked
package dev.scratchy.shared.subscription;

import org.jspecify.annotations.NullMarked;
