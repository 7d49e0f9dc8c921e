package dev.scratchy.shared.database;

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
     * @param options those of the URL
     * @throws CannotStart when they are not understood, or contradict each other
     */
    static boolean verified(Map<String, String> options) {
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
}
