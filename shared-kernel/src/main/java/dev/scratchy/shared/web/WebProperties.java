package dev.scratchy.shared.web;

import dev.scratchy.shared.database.CannotStart;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code scratchy.web.*}.
 *
 * @param maxRequestSize bytes of a request's body, at most
 * @param maxRequestTime how long a request's body may take to arrive
 * @param cors which web pages of other origins may call
 */
@ConfigurationProperties("scratchy.web")
record WebProperties(
        DataSize maxRequestSize,
        Duration maxRequestTime,
        @DefaultValue Cors cors) {

    WebProperties {
        if (maxRequestSize.toBytes() <= 0) {
            throw new CannotStart("scratchy.web.max-request-size must be more than nothing, such as 8MB.");
        }
        if (!maxRequestTime.isPositive()) {
            throw new CannotStart("scratchy.web.max-request-time must be more than nothing, such as 60s.");
        }
    }

    /**
     * {@code scratchy.web.cors.*}.
     *
     * @param allowedOrigins as browsers send them, such as {@code https://site.example}, or {@code *}; empty for none
     */
    record Cors(@DefaultValue List<String> allowedOrigins) {

        private static final Pattern ORIGIN = Pattern.compile("\\*|https?://[^/\\s]+");

        Cors {
            allowedOrigins = List.copyOf(allowedOrigins);
            if (!allowedOrigins.stream()
                    .allMatch(origin -> ORIGIN.matcher(origin).matches())) {
                throw new CannotStart("scratchy.web.cors.allowed-origins must be origins without a path,"
                        + " such as https://site.example, or *.");
            }
        }
    }
}
