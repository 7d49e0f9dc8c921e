/**
 * The system against a model of its rules. {@link dev.scratchy.journeys.model.Model} holds what has become of users, posts,
 * comments and notifications; the {@code *Rules} say what a wish must be answered with and what it changes;
 * {@link dev.scratchy.journeys.model.RandomCommands} wishes; {@link dev.scratchy.journeys.model.Questions} asks for everything that
 * can be read, as everybody who may ask. Nothing here uses a class of production.
 */
@NullMarked
package dev.scratchy.journeys.model;

import org.jspecify.annotations.NullMarked;
