package dev.scratchy.standalone.tokens;

import dev.scratchy.shared.openapi.Term;
import dev.scratchy.shared.openapi.Terms;
import dev.scratchy.shared.security.AccessRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.crypto.SecretKey;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

@Configuration(proxyBeanMethods = false)
class DevTokenConfiguration {

    static final String PATH = "/dev/tokens";

    @Bean
    SecretKey devTokenKey(@Value("${scratchy.standalone.data:data}") Path data) throws IOException {
        return DevTokenKey.in(data);
    }

    @Bean
    JwtEncoder jwtEncoder(SecretKey devTokenKey) {
        return NimbusJwtEncoder.withSecretKey(devTokenKey).build();
    }

    @Bean
    JwtDecoder jwtDecoder(SecretKey devTokenKey) {
        return NimbusJwtDecoder.withSecretKey(devTokenKey).build();
    }

    @Bean
    AccessRules devTokenRules() {
        return requests -> requests.requestMatchers(HttpMethod.POST, PATH).permitAll();
    }

    @Bean
    Terms wordsOfDevTokens() {
        return () -> List.of(
                new Term("TokenRequest", "Who wants a token.", ""),
                new Term("TokenRequest.displayName", "For a user who is new; the username when absent.", "Ada"),
                new Term("roles", "Some of `author`, `editor` and `admin`.", List.of("author")),
                new Term("Token", "A token, and whose it is.", ""),
                new Term(
                        "token",
                        "For `Authorization: Bearer`; good for 12 hours.",
                        "eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl"));
    }
}
