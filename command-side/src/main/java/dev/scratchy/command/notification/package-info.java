/**
 * What somebody can say about the notifications that they got: that they have read them. That there is a notification follows
 * from the log, so nothing here makes one.
 */
@NullMarked
package dev.scratchy.command.notification;

import org.jspecify.annotations.NullMarked;
