package dev.scratchy.query.console;

import dev.scratchy.shared.database.CannotStart;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code scratchy.console.*}.
 *
 * @param devSignIn whether the page offers a token of {@code POST /dev/tokens}, which only standalone has
 */
@ConfigurationProperties("scratchy.console")
record ConsoleProperties(
        @DefaultValue("false") boolean devSignIn,
        @DefaultValue Oidc oidc) {

    /**
     * An identity provider that the page may send the operator to; none without an issuer and a client id.
     *
     * @param issuer as in its discovery document
     * @param clientId of a public client, which has no secret
     * @param scope what is asked for
     * @param origins further ones that the page may call, where the provider's token endpoint is not at the issuer's
     */
    record Oidc(
            @Nullable String issuer,
            @Nullable String clientId,
            @DefaultValue("openid") String scope,
            @DefaultValue List<String> origins) {

        Oidc {
            if (issuer != null && issuer.isBlank()) {
                issuer = null;
            }
            if (clientId != null && clientId.isBlank()) {
                clientId = null;
            }
            if ((issuer == null) != (clientId == null)) {
                throw new CannotStart("scratchy.console.oidc needs both an issuer and a client-id, or neither.");
            }
            if (issuer != null) {
                origin(issuer);
            }
            origins = origins.stream().map(Oidc::origin).toList();
        }

        /** What the page's policy has to let it call, separated by spaces, with one in front. */
        String sources() {
            var sources = new StringBuilder();
            if (issuer != null) {
                sources.append(' ').append(origin(issuer));
                origins.forEach(each -> sources.append(' ').append(each));
            }
            return sources.toString();
        }

        /** Only the origin, taken apart and put together: whatever else stood there would be part of a policy. */
        private static String origin(String url) {
            try {
                URI uri = new URI(url);
                if (uri.getScheme() != null
                        && Set.of("https", "http").contains(uri.getScheme().toLowerCase(Locale.ROOT))
                        && uri.getHost() != null) {
                    return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
                }
            } catch (URISyntaxException noUrl) {
                throw new CannotStart("scratchy.console.oidc: " + url + " is no http(s) address.");
            }
            throw new CannotStart("scratchy.console.oidc: " + url + " is no http(s) address.");
        }
    }
}
