/**
 * What every projection is made of: a processor that reads the log in batches, and the batch, which collects rows and
 * invalidations so that many events cost few statements.
 */
@NullMarked
package dev.scratchy.query.projecting;

import org.jspecify.annotations.NullMarked;
