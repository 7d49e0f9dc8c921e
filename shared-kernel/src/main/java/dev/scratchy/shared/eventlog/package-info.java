/**
 * The event log: Axon's event store on plain PostgreSQL, with stable event names and JSON payloads that psql can read.
 */
@NullMarked
package dev.scratchy.shared.eventlog;

import org.jspecify.annotations.NullMarked;
