package dev.scratchy.query.replay;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code scratchy.replay.*}.
 *
 * @param considerate when a replay leaves others a part of the machine
 */
@ConfigurationProperties("scratchy.replay")
record ReplayProperties(@DefaultValue("auto") Considerate considerate) {

    /** When replays do one thing after the other, so that each takes one core at most. */
    enum Considerate {
        /** While its node has requests to answer. */
        AUTO,
        ALWAYS,
        NEVER
    }
}
