/** The document of the command side. */
@NullMarked
package dev.scratchy.command.openapi;

import org.jspecify.annotations.NullMarked;
