/**
 * Rules about a text that Bean Validation does not bring along.
 */
@NullMarked
package dev.scratchy.command.validation;

import org.jspecify.annotations.NullMarked;
