package dev.scratchy.shared.database;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where PostgreSQL is, from {@code DATABASE_URL}: either {@code postgres://user:password@host:port/database?option=value}
 * (also {@code postgresql://}), as hosting platforms hand it out, or a JDBC URL.
 *
 * @param jdbcUrl without user and password
 * @param place {@code host:port/database}, fit for a log
 * @param verified whether the server has to show a certificate of somebody who is trusted
 */
record DatabaseUrl(
        String jdbcUrl,
        String place,
        @Nullable String username,
        @Nullable String password,
        boolean verified) {

    private static final String DEFAULT_PORT = ":5432";
    private static final Set<String> SCHEMES = Set.of("postgres", "postgresql");
    private static final Pattern AUTHORITY = Pattern.compile(
            "((?<user>[^:@]*)(:(?<password>[^@]*))?@)?(?<host>[\\w.-]+|\\[[0-9a-fA-F:.]+])(?<port>:\\d{1,5})?");

    /**
     * Reads either form.
     *
     * @throws CannotStart when it is neither, or its {@link TlsOptions} do not fit; the text itself is not repeated, it may
     *     hold a password
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
            int options = text.indexOf('?');
            return new DatabaseUrl(
                    text, place, null, null, TlsOptions.verified(options < 0 ? "" : text.substring(options + 1)));
        }
        URI uri = uri(text);
        // Not URI's own host and port: it knows none in a name with an underscore, as services of a compose file have.
        Matcher authority = AUTHORITY.matcher(Objects.requireNonNullElse(uri.getRawAuthority(), ""));
        if (!SCHEMES.contains(Objects.requireNonNullElse(uri.getScheme(), "")) || !authority.matches()) {
            throw unreadable();
        }
        String server = authority.group("host") + Objects.requireNonNullElse(authority.group("port"), DEFAULT_PORT);
        String options = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new DatabaseUrl(
                // The driver decodes the name once more, and reads a plus as a blank.
                "jdbc:postgresql://" + server + uri.getRawPath().replace("+", "%2B") + options,
                server + uri.getPath(),
                decoded(authority.group("user")),
                decoded(authority.group("password")),
                TlsOptions.verified(Objects.requireNonNullElse(uri.getRawQuery(), "")));
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
