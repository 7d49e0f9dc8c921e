package dev.scratchy.journeys.faults;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;

/** Tokens that nobody has to be asked about: processes are given the public key as a file. */
final class Tokens {

    private static final long SECONDS = 3 * 3_600;

    private final RSAKey key;
    private final Path publicKey;

    Tokens(Path directory) {
        publicKey = directory.resolve("token-key.pub");
        try {
            key = new RSAKeyGenerator(2048).generate();
            Files.writeString(
                    publicKey,
                    "-----BEGIN PUBLIC KEY-----\n"
                            + Base64.getMimeEncoder()
                                    .encodeToString(key.toRSAPublicKey().getEncoded())
                            + "\n-----END PUBLIC KEY-----\n");
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Path publicKey() {
        return publicKey;
    }

    String of(String user, String... roles) {
        Instant now = Instant.now();
        // A clock that jumps must not outdate it.
        var token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.RS256),
                new JWTClaimsSet.Builder()
                        .subject(user)
                        .claim("roles", List.of(roles))
                        .issueTime(Date.from(now.minusSeconds(SECONDS)))
                        .expirationTime(Date.from(now.plusSeconds(SECONDS)))
                        .build());
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
        return token.serialize();
    }
}
