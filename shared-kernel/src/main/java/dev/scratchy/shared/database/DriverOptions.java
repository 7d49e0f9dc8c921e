package dev.scratchy.shared.database;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The options of a URL, as the driver will read them. */
final class DriverOptions {

    private DriverOptions() {}

    /**
     * By their names.
     *
     * @param query of the URL, still encoded
     */
    static Map<String, String> of(String query) {
        Map<String, String> options = new HashMap<>();
        Arrays.stream(query.split("&", -1))
                .map(option -> option.split("=", 2))
                .forEach(option -> options.put(option[0], option.length == 1 ? "" : decoded(option[1])));
        return options;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException asItIs) {
            return text;
        }
    }
}
