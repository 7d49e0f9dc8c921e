/**
 * What a user is told: who published, who commented. {@link dev.scratchy.query.notification.NotificationProjection} decides who
 * is told and writes, {@link dev.scratchy.query.notification.NotificationTable} and
 * {@link dev.scratchy.query.notification.AudienceTable} have the SQL,
 * {@link dev.scratchy.query.notification.NotificationQueryController} answers.
 */
@NullMarked
package dev.scratchy.query.notification;

import org.jspecify.annotations.NullMarked;
