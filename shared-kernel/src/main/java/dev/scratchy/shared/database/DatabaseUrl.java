package dev.scratchy.shared.database;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where PostgreSQL is, from {@code DATABASE_URL}: either {@code postgres://user:password@host:port/database?option=value}
 * (also {@code postgresql://}), as hosting platforms hand it out, or a JDBC URL.
 *
 * @param jdbcUrl without the user and the password before the host; options stay, also those that name them
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
    private static final String USER = "user";
    private static final String PASSWORD = "password";
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
            int query = text.indexOf('?');
            Map<String, String> options = DriverOptions.of(query < 0 ? "" : text.substring(query + 1));
            return new DatabaseUrl(text, place, options.get(USER), options.get(PASSWORD), TlsOptions.verified(options));
        }
        URI uri = uri(text);
        // Not URI's own host and port: it knows none in a name with an underscore, as services of a compose file have.
        Matcher authority = AUTHORITY.matcher(Objects.requireNonNullElse(uri.getRawAuthority(), ""));
        if (!SCHEMES.contains(Objects.requireNonNullElse(uri.getScheme(), "")) || !authority.matches()) {
            throw unreadable();
        }
        String server = authority.group("host") + Objects.requireNonNullElse(authority.group("port"), DEFAULT_PORT);
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        Map<String, String> options = DriverOptions.of(Objects.requireNonNullElse(uri.getRawQuery(), ""));
        return new DatabaseUrl(
                        // The driver decodes the name once more, and reads a plus as a blank.
                        "jdbc:postgresql://" + server + uri.getRawPath().replace("+", "%2B") + query,
                        server + uri.getPath(),
                        decoded(authority.group("user")),
                        decoded(authority.group("password")),
                        TlsOptions.verified(options))
                .with(options.get(USER), options.get(PASSWORD));
    }

    /**
     * With the user and the password that it leaves out; empty ones are none.
     *
     * @throws CannotStart when it has a password already, or another user: whichever counted, somebody would believe in the other
     */
    DatabaseUrl with(@Nullable String givenUsername, @Nullable String givenPassword) {
        String ownUsername = unlessEmpty(username);
        String otherUsername = unlessEmpty(givenUsername);
        String otherPassword = unlessEmpty(givenPassword);
        if (ownUsername != null && otherUsername != null && !ownUsername.equals(otherUsername)) {
            throw new CannotStart("The URL of PostgreSQL names a user, and DATABASE_USERNAME or an option of the URL"
                    + " another one: leave one of them away.");
        }
        if (password != null && otherPassword != null) {
            throw new CannotStart("The password of PostgreSQL is given twice, in DATABASE_URL and by DATABASE_PASSWORD,"
                    + " DATABASE_PASSWORD_FILE or an option of the URL: leave one of them away.");
        }
        return new DatabaseUrl(
                jdbcUrl,
                place,
                ownUsername != null ? ownUsername : otherUsername,
                password != null ? password : otherPassword,
                verified);
    }

    private static @Nullable String unlessEmpty(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
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
