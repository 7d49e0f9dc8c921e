package dev.scratchy.shared.secret;

import dev.scratchy.shared.database.CannotStart;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code REDIS_URL}, as far as a password has to be put into it: both clients of Redis take theirs from there. */
record RedisUrl(String text) {

    static final String DEFAULT = "redis://localhost:6379";

    /** No more than every reader takes: some quote what they do not, and then it has a password. */
    private static final Pattern PARTS =
            Pattern.compile("(?<scheme>rediss?)://((?<user>[\\w.~%-]*)@)?(?<rest>[\\w.\\[\\]:-]+(/\\d*)?)");

    /** The user whom a password alone is for, since Redis 6. */
    private static final String DEFAULT_USER = "default";

    /**
     * With a password.
     *
     * @throws CannotStart when it has one, or is none; it is not repeated
     */
    String with(String password) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            throw new CannotStart("With REDIS_PASSWORD or REDIS_PASSWORD_FILE, REDIS_URL must be like redis://host:6379"
                    + " or redis://user@host:6379, without a password.");
        }
        String user = parts.group("user");
        return parts.group("scheme") + "://" + (user == null || user.isEmpty() ? DEFAULT_USER : user) + ":"
                // Who reads it takes a plus for a plus.
                + URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20")
                + "@" + parts.group("rest");
    }

    /** A certificate that is never looked at would be taken for safety. */
    void requireTls() {
        if (!text.startsWith("rediss://")) {
            throw new CannotStart("REDIS_CA_FILE is given, but REDIS_URL is not one with TLS: rediss://host:6379.");
        }
    }
}
