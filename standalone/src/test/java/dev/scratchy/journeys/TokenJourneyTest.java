package dev.scratchy.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.scratchy.journeys.Http.Answer;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Which tokens of a foreign issuer are believed, and what is said of the others. */
class TokenJourneyTest {

    private static final String POSTS = "/api/v1/posts";
    private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";
    private static final JsonMapper JSON = new JsonMapper();

    private static Issuer issuer;
    private static Node node;

    @BeforeAll
    static void start_a_node_that_believes_an_issuer() {
        issuer = new Issuer();
        node = Node.commandSideWithoutTrust("--" + JWT + "jwk-set-uri=" + issuer.keysUrl());
    }

    @AfterAll
    static void stop_both() {
        node.close();
        issuer.close();
    }

    @Test
    void a_good_token_works() {
        assertThat(create(node, issuer.token(issuer.claims())).status()).isEqualTo(201);
    }

    @Test
    void so_does_one_of_the_type_for_access_tokens_or_of_none() {
        for (JOSEObjectType type : Arrays.asList(new JOSEObjectType("at+jwt"), null)) {
            JWSHeader header = issuer.header().type(type).build();

            assertThat(create(node, signed(header, issuer.claims(), issuer.key()))
                            .status())
                    .isEqualTo(201);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void a_token_that_is_not_good_is_not_believed(String what, String token) {
        Answer answer = create(node, token);

        problem(answer, 401, "UNAUTHENTICATED");
        assertThat(answer.header("www-authenticate")).as(what).isEqualTo("Bearer error=\"invalid_token\"");
        // Not even where nobody would have asked for one.
        assertThat(node.http(token).get("/actuator/health").status()).isEqualTo(401);
    }

    static Stream<Arguments> a_token_that_is_not_good_is_not_believed() throws JOSEException {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = issuer.claims();
        String good = issuer.token(claims);
        String[] parts = good.split("\\.", -1);
        RSAKey other = Issuer.key(issuer.key().getKeyID());
        byte[] publicKey = issuer.key().toRSAPublicKey().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(UTF_8)).encodeToString(publicKey)
                + "\n-----END PUBLIC KEY-----\n";
        return Stream.of(
                Arguments.of("signed by another key", signed(issuer.header().build(), claims, other)),
                Arguments.of("signed by an unknown key", signed(header("nobody's"), claims, Issuer.key("nobody's"))),
                Arguments.of(
                        "brings its own key",
                        signed(issuer.header().jwk(other.toPublicJWK()).build(), claims, other)),
                Arguments.of(
                        "names its own keys",
                        signed(
                                issuer.header()
                                        .jwkURL(URI.create(issuer.keysUrl()))
                                        .build(),
                                claims,
                                other)),
                Arguments.of(
                        "other claims under the signature",
                        parts[0] + "." + part(with("roles", "admin")) + "." + parts[2]),
                Arguments.of("no signature", parts[0] + "." + parts[1] + "."),
                Arguments.of("algorithm none", part(Map.of("alg", "none")) + "." + parts[1] + "."),
                Arguments.of(
                        "algorithm none and a signature",
                        part(Map.of("alg", "none")) + "." + parts[1] + "." + parts[2]),
                Arguments.of("HS256 with the public key", mac(publicKey, claims)),
                Arguments.of("HS256 with the public key as PEM", mac(pem.getBytes(UTF_8), claims)),
                Arguments.of(
                        "HS256 with the modulus", mac(issuer.key().getModulus().decode(), claims)),
                Arguments.of(
                        "a header that must be understood",
                        signed(
                                issuer.header()
                                        .criticalParams(Set.of("odd"))
                                        .customParam("odd", 1)
                                        .build(),
                                claims,
                                issuer.key())),
                Arguments.of("expired", issuer.token(with("exp", now - 120))),
                Arguments.of("not yet valid", issuer.token(with("nbf", now + 120))),
                Arguments.of("issued after it ends", issuer.token(with("iat", now + 600))),
                Arguments.of("ends at a text", issuer.token(with("exp", "tomorrow"))),
                Arguments.of(
                        "of another type",
                        signed(
                                issuer.header()
                                        .type(new JOSEObjectType("logout+jwt"))
                                        .build(),
                                claims,
                                issuer.key())),
                Arguments.of(
                        "claims that are a list",
                        Issuer.signed(issuer.header().build(), "[]", Issuer.signer(issuer.key()))),
                Arguments.of(
                        "claims that are no JSON",
                        Issuer.signed(issuer.header().build(), "{", Issuer.signer(issuer.key()))),
                Arguments.of("no claims", Issuer.signed(issuer.header().build(), "", Issuer.signer(issuer.key()))),
                Arguments.of("a word", "word"),
                Arguments.of("dots", "a.b.c"),
                Arguments.of("five parts", parts[0] + ".a.b.c.d"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    void a_good_token_without_a_role_or_a_user_of_ours_writes_nothing(String claim, Object value) {
        String token = issuer.token(with(claim, value));

        problem(create(node, token), 403, "FORBIDDEN");
        problem(node.http(token).get("/actuator/metrics"), 403, "FORBIDDEN");
    }

    static Stream<Arguments> a_good_token_without_a_role_or_a_user_of_ours_writes_nothing() {
        return Stream.of(
                Arguments.of("sub", "0b5bd1a4-6c1f-4a55-8e0c-6f9a5c1b7a52"),
                Arguments.of("sub", "ada"),
                Arguments.of("sub", ""),
                Arguments.of("sub", 7),
                Arguments.of("sub", null),
                Arguments.of("roles", null),
                Arguments.of("roles", List.of()),
                Arguments.of("roles", List.of("king", "authors")),
                Arguments.of("roles", List.of("ADMIN", "Author")),
                // Made upper-case, a dotless i is an I.
                Arguments.of("roles", List.of("adm\u0131n")),
                Arguments.of("roles", List.of("ROLE_admin")),
                Arguments.of("roles", List.of(List.of("admin"))),
                Arguments.of("roles", List.of(1, 2)),
                Arguments.of("roles", "admin"),
                Arguments.of("roles", "author admin"),
                Arguments.of("roles", 7),
                Arguments.of("roles", true),
                Arguments.of("roles", Map.of("admin", true)));
    }

    @Test
    void what_is_odd_beside_a_role_does_not_take_it_away() {
        assertThat(create(node, issuer.token(with("roles", Arrays.asList("author", 7, null, "king"))))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void half_a_token_or_two_in_one_are_none() {
        String good = issuer.token(issuer.claims());

        for (String header : List.of("Bearer", "Bearer ", "Bearer " + good + " " + good, "Bearer \u00e4")) {
            Answer answer = node.http(null).post(POSTS, Map.of("title", "x"), "authorization", header);
            assertThat(answer.status()).as(header).isIn(400, 401);
        }
    }

    @Test
    @Timeout(60)
    void while_the_issuers_keys_cannot_be_had_a_token_can_be_shown_again_later() {
        try (var away = new Issuer();
                Node waiting = Node.commandSideWithoutTrust("--" + JWT + "jwk-set-uri=" + away.keysUrl())) {
            String token = away.token(away.claims());
            away.stop();
            unavailable(create(waiting, token));
            // Who shows none is not concerned.
            assertThat(waiting.http(null).get("/actuator/health").status()).isEqualTo(200);
            problem(waiting.http(null).post(POSTS, Map.of("title", "x")), 401, "UNAUTHENTICATED");

            away.startAgain();
            away.hang();
            Instant asked = Instant.now();
            unavailable(create(waiting, token));
            assertThat(asked).isAfter(Instant.now().minusSeconds(10));

            away.answerAgain();
            assertThat(create(waiting, token).status()).isEqualTo(201);
            away.stop();
            // Known keys are good for some minutes.
            assertThat(create(waiting, token).status()).isEqualTo(201);
        }
    }

    @Test
    @Timeout(60)
    void an_issuer_is_found_by_its_address_and_only_its_own_tokens_for_us_are_believed() {
        try (var found = new Issuer()) {
            found.stop();
            try (Node trusting = Node.commandSideWithoutTrust(
                    "--" + JWT + "issuer-uri=" + found.url(), "--" + JWT + "audiences=scratchy,scratchy-too")) {
                Map<String, Object> claims = found.claims();
                claims.put("aud", List.of("somebody", "scratchy"));
                unavailable(create(trusting, found.token(claims)));

                found.startAgain();
                assertThat(create(trusting, found.token(claims)).status()).isEqualTo(201);
                claims.put("aud", "scratchy-too");
                assertThat(create(trusting, found.token(claims)).status()).isEqualTo(201);

                claims.put("aud", "somebody");
                problem(create(trusting, found.token(claims)), 401, "UNAUTHENTICATED");
                claims.remove("aud");
                problem(create(trusting, found.token(claims)), 401, "UNAUTHENTICATED");
                claims.put("aud", "scratchy");
                claims.put("iss", found.url() + "/other");
                problem(create(trusting, found.token(claims)), 401, "UNAUTHENTICATED");
                claims.remove("iss");
                problem(create(trusting, found.token(claims)), 401, "UNAUTHENTICATED");
            }
        }
    }

    private static Answer create(Node at, String token) {
        return at.http(token).post(POSTS, Map.of("title", "By token"));
    }

    private static void unavailable(Answer answer) {
        problem(answer, 503, "UNAVAILABLE");
        assertThat(answer.header("retry-after")).isEqualTo("1");
    }

    private static void problem(Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.header("content-type")).startsWith("application/problem+json");
        assertThat(answer.raw().body()).doesNotContain("Exception", "127.0.0.1", "kid");
    }

    private static Map<String, Object> with(String claim, @Nullable Object value) {
        Map<String, Object> claims = issuer.claims();
        if (value == null) {
            claims.remove(claim);
        } else {
            claims.put(claim, value);
        }
        return claims;
    }

    private static JWSHeader header(String keyId) {
        return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build();
    }

    private static String signed(JWSHeader header, Map<String, Object> claims, RSAKey key) {
        return Issuer.signed(header, JSON.writeValueAsString(claims), Issuer.signer(key));
    }

    private static String mac(byte[] secret, Map<String, Object> claims) throws JOSEException {
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .keyID(issuer.key().getKeyID())
                .build();
        return Issuer.signed(header, JSON.writeValueAsString(claims), new MACSigner(secret));
    }

    private static String part(Map<String, Object> json) {
        return Base64URL.encode(JSON.writeValueAsString(json)).toString();
    }
}
