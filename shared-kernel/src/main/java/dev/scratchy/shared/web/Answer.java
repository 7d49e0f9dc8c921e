package dev.scratchy.shared.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The body of every success.
 *
 * @param data what was asked for
 * @param meta what is to be known about it, such as the number of pages
 */
public record Answer<T>(
        T data,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Object meta) {

    public static <T> Answer<T> of(T data) {
        return new Answer<>(data, null);
    }
}
