package dev.scratchy.shared.security;

import com.nimbusds.jose.KeySourceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * Tells a token that is bad ({@link BadJwtException}) from one that cannot be judged, because the issuer's keys cannot be had
 * ({@link JwtException}). The library says the second of some bad tokens too, and lets other exceptions out while it has not
 * found the issuer once.
 */
final class JudgedTokens implements JwtDecoder {

    private static final Logger log = LoggerFactory.getLogger(JudgedTokens.class);

    private final JwtDecoder decoder;

    JudgedTokens(JwtDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public Jwt decode(String token) {
        try {
            return decoder.decode(token);
        } catch (BadJwtException bad) {
            throw bad;
        } catch (JwtException failure) {
            if (failure.getCause() instanceof KeySourceException) {
                throw withoutKeys(failure);
            }
            throw new BadJwtException("The token cannot be read.", failure);
        } catch (JwtDecoderInitializationException failure) {
            throw withoutKeys(failure);
        }
    }

    private static JwtException withoutKeys(RuntimeException failure) {
        log.warn(
                "No token can be checked, because the issuer's keys cannot be had: {}",
                NestedExceptionUtils.getMostSpecificCause(failure).toString());
        return new JwtException("The issuer's keys cannot be had.", failure);
    }
}
