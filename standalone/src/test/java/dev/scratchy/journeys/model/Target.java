package dev.scratchy.journeys.model;

import org.jspecify.annotations.Nullable;

/**
 * What a wish is about.
 *
 * @param id as the request has it
 * @param thing {@code null} when there never was one of that id
 */
record Target<T>(String id, @Nullable T thing) {

    static final String MALFORMED = "17";

    boolean isMalformed() {
        return id.equals(MALFORMED);
    }
}
