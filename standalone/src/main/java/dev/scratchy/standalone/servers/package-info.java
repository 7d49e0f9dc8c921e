/**
 * The servers that come along: PostgreSQL 18 and Redis from Maven Central, started as processes of this one, stopped with it, and
 * found again when it was killed.
 */
@NullMarked
package dev.scratchy.standalone.servers;

import org.jspecify.annotations.NullMarked;
