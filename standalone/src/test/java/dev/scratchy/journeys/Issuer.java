package dev.scratchy.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** An identity provider as small as can be: one key, signed tokens, and the two documents that a resource server asks for. */
final class Issuer implements AutoCloseable {

    /** Whoever writes has an account, whoever vouches for them. */
    private static final String USER =
            RunningSystem.http().as(Names.unique("vouched-for")).userId();

    private static final JsonMapper JSON = new JsonMapper();

    private final RSAKey key = key("the-key");
    private final int port;
    private @Nullable HttpServer server;
    private CountDownLatch hanging = new CountDownLatch(0);

    Issuer() {
        this.server = listen(0);
        this.port = server.getAddress().getPort();
    }

    static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
    }

    RSAKey key() {
        return key;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    String keysUrl() {
        return url() + "/keys";
    }

    /** The claims of a good token, for a test to spoil. */
    Map<String, Object> claims() {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = new HashMap<>();
        claims.put("iss", url());
        claims.put("sub", USER);
        claims.put("roles", List.of("author"));
        claims.put("iat", now);
        claims.put("exp", now + 300);
        return claims;
    }

    /** A token with the given claims, signed as it should be. */
    String token(Map<String, Object> claims) {
        return signed(header().build(), JSON.writeValueAsString(claims), signer(key));
    }

    JWSHeader.Builder header() {
        return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).type(JOSEObjectType.JWT);
    }

    static JWSSigner signer(RSAKey key) {
        try {
            return new RSASSASigner(key);
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static String signed(JWSHeader header, String payload, JWSSigner signer) {
        try {
            var token = new JWSObject(header, new Payload(payload));
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
    }

    void stop() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    void startAgain() {
        stop();
        server = listen(port);
    }

    /** From now on requests are taken and not answered, until {@link #answerAgain}. */
    void hang() {
        hanging = new CountDownLatch(1);
    }

    void answerAgain() {
        hanging.countDown();
    }

    private HttpServer listen(int onPort) {
        try {
            HttpServer listening =
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort), 0);
            listening.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            listening.createContext("/", exchange -> {
                String path = exchange.getRequestURI().getPath();
                byte[] body = document(path).getBytes(UTF_8);
                try (exchange) {
                    hanging.await();
                    exchange.getResponseHeaders().add("content-type", "application/json");
                    exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
                    exchange.getResponseBody().write(body);
                } catch (InterruptedException stopping) {
                    Thread.currentThread().interrupt();
                }
            });
            listening.start();
            return listening;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String document(String path) {
        return switch (path) {
            case "/keys" -> new JWKSet(key).toString(true);
            case "/.well-known/openid-configuration" ->
                JSON.writeValueAsString(Map.of("issuer", url(), "jwks_uri", keysUrl()));
            default -> "";
        };
    }

    @Override
    public void close() {
        answerAgain();
        stop();
    }
}
