package dev.scratchy.shared.database;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where PostgreSQL is, from {@code DATABASE_URL}: either {@code postgres://user:password@host:port/database?option=value}
 * (also {@code postgresql://}), as hosting platforms hand it out, or a JDBC URL.
 *
 * @param jdbcUrl without user and password
 * @param place {@code host:port/database}, fit for a log
 */
record DatabaseUrl(
        String jdbcUrl,
        String place,
        @Nullable String username,
        @Nullable String password) {

    private static final int DEFAULT_PORT = 5432;

    /**
     * Reads either form.
     *
     * @throws CannotStart when it is neither; the text itself is not repeated, it may hold a password
     */
    static DatabaseUrl parse(String text) {
        if (text.startsWith("jdbc:postgresql:")) {
            String place = text.substring("jdbc:postgresql:".length())
                    .replaceFirst("^//", "")
                    .replaceFirst("\\?.*$", "");
            if (place.contains("@")) {
                // The driver does not read user:password@ and would quote it in its failure.
                throw unreadable();
            }
            return new DatabaseUrl(text, place, null, null);
        }
        URI uri = uri(text);
        String scheme = uri.getScheme();
        if (!("postgres".equals(scheme) || "postgresql".equals(scheme)) || uri.getHost() == null) {
            throw unreadable();
        }
        String server = uri.getHost() + ":" + (uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort());
        String options = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String @Nullable [] who = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        return new DatabaseUrl(
                // The driver decodes the name once more, and reads a plus as a blank.
                "jdbc:postgresql://" + server + uri.getRawPath().replace("+", "%2B") + options,
                server + uri.getPath(),
                who.length > 0 ? decoded(who[0]) : null,
                who.length > 1 ? decoded(who[1]) : null);
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException notRepeated) {
            throw unreadable();
        }
    }

    private static @Nullable String decoded(@Nullable String part) {
        return part == null ? null : URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static CannotStart unreadable() {
        return new CannotStart(
                "DATABASE_URL is not readable: give postgres://user:password@host:port/database or a jdbc:postgresql: URL.");
    }
}
