/**
 * What every answer has in common: the envelope of a success, the problem response (RFC 9457) of a refusal or a fault, and the
 * id that joins all traces of one exchange.
 */
@NullMarked
package dev.scratchy.shared.web;

import org.jspecify.annotations.NullMarked;
