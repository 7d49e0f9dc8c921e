package dev.scratchy.shared.database;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** {@code sslmode} and {@code sslrootcert} of a URL, which the driver reads; here only what would be silently unsafe is refused. */
final class TlsOptions {

    private static final String MODE = "sslmode";
    private static final String ROOT = "sslrootcert";
    private static final Set<String> UNVERIFIED = Set.of("disable", "allow", "prefer", "require");
    private static final Set<String> VERIFIED = Set.of("verify-ca", "verify-full");

    private TlsOptions() {}

    /**
     * Whether they demand a certificate that is looked at.
     *
     * @param query of the URL, still encoded
     * @throws CannotStart when they are not understood, or contradict each other
     */
    static boolean verified(String query) {
        Map<String, String> options = options(query);
        String mode = options.get(MODE);
        boolean verified = mode != null && VERIFIED.contains(mode);
        if (mode != null && !verified && !UNVERIFIED.contains(mode)) {
            throw new CannotStart(
                    "The sslmode of DATABASE_URL must be verify-full, or verify-ca, require, prefer, allow or disable.");
        }
        // The driver reads it in these two modes only, and is silent about it in all others.
        if (options.containsKey(ROOT) && !verified) {
            throw new CannotStart(
                    "DATABASE_URL has an sslrootcert, which only counts with sslmode=verify-full or verify-ca.");
        }
        return verified;
    }

    private static Map<String, String> options(String query) {
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
