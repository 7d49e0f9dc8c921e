package dev.scratchy.journeys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import java.net.URI;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An identity provider as a browser sees it, which lets everybody in who proves to be who asked (RFC 7636). */
final class Provider {

    private static final Pattern PAIRS = Pattern.compile("&");

    private final String redirect;
    private final String token;
    private volatile String challenge = "";
    private volatile boolean verified;

    Provider(String redirect, String token) {
        this.redirect = redirect;
        this.token = token;
    }

    boolean verified() {
        return verified;
    }

    void answer(Route route) {
        Request request = route.request();
        URI asked = URI.create(request.url());
        switch (asked.getPath()) {
            case "/.well-known/openid-configuration" -> json(route, """
                        {"issuer":"https://id.example","authorization_endpoint":"https://id.example/authorize",
                         "token_endpoint":"https://id.example/token"}""");
            case "/authorize" -> {
                Map<String, String> wish = parameters(asked.getRawQuery());
                challenge = wish.getOrDefault("code_challenge", "");
                boolean good = redirect.equals(wish.get("redirect_uri"))
                        && "S256".equals(wish.get("code_challenge_method"))
                        && "console".equals(wish.get("client_id"));
                route.fulfill(new Route.FulfillOptions()
                        .setStatus(302)
                        .setHeaders(Map.of(
                                "location",
                                redirect + "?" + (good ? "code=c0de" : "error=refused") + "&state="
                                        + wish.get("state"))));
            }
            default -> {
                Map<String, String> sent = parameters(String.valueOf(request.postData()));
                verified = challenge.equals(hashed(sent.getOrDefault("code_verifier", "")))
                        && "c0de".equals(sent.get("code"))
                        && redirect.equals(sent.get("redirect_uri"));
                json(route, verified ? "{\"access_token\":\"" + token + "\"}" : "{\"error\":\"invalid_grant\"}");
            }
        }
    }

    private static void json(Route route, String body) {
        route.fulfill(new Route.FulfillOptions()
                .setContentType("application/json")
                .setHeaders(Map.of("access-control-allow-origin", "*"))
                .setBody(body));
    }

    private static Map<String, String> parameters(String query) {
        return PAIRS.splitAsStream(query)
                .collect(Collectors.toMap(
                        pair -> pair.substring(0, pair.indexOf('=')),
                        pair -> URLDecoder.decode(pair.substring(pair.indexOf('=') + 1), UTF_8)));
    }

    private static String hashed(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
