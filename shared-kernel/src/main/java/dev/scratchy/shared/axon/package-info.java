/**
 * Axon Framework, wired by hand: its Spring Boot auto-configuration silently leaves out everything JDBC, so each part is
 * declared here and in {@code shared.eventlog}, and a context test asserts what is in use. The sides add their aggregates and
 * projections as beans of type {@link org.axonframework.config.ConfigurerModule}.
 */
@NullMarked
package dev.scratchy.shared.axon;

import org.jspecify.annotations.NullMarked;
