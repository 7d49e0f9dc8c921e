/**
 * What an operator asks and does, under {@code /api/v1/admin}.
 */
@NullMarked
package dev.scratchy.query.admin;

import org.jspecify.annotations.NullMarked;
