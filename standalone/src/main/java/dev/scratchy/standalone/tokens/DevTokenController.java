package dev.scratchy.standalone.tokens;

import static java.util.Objects.requireNonNullElse;

import dev.scratchy.command.user.UserRegistration;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.problem.Invalid;
import dev.scratchy.shared.security.Role;
import dev.scratchy.shared.web.Answer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Hands out tokens, registering who is new. */
@RestController
class DevTokenController {

    private static final Duration LIFETIME = Duration.ofHours(12);

    private final UserRegistration users;
    private final JwtEncoder tokens;
    private final Clock clock;

    DevTokenController(UserRegistration users, JwtEncoder tokens, Clock clock) {
        this.users = users;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * Who wants a token.
     *
     * @param displayName for a user who is new; the username when absent
     */
    record Wanted(
            String username, List<String> roles, @Nullable String displayName) {
        Wanted {
            username = requireNonNullElse(username, "");
            roles = requireNonNullElse(roles, List.of());
        }
    }

    /** A token, and whose it is. */
    record Token(String userId, String token) {}

    @PostMapping(DevTokenConfiguration.PATH)
    Answer<Token> token(@RequestBody Wanted wanted) {
        List<String> known = Arrays.stream(Role.values()).map(Role::claim).toList();
        if (!known.containsAll(wanted.roles())) {
            throw new Invalid("roles", "must be some of " + String.join(", ", known));
        }
        UserId user = users.idOf(wanted.username(), requireNonNullElse(wanted.displayName(), wanted.username()));
        Instant now = clock.instant();
        JwtClaimsSet claims = JwtClaimsSet.builder()
                .subject(user.value())
                .claim("roles", wanted.roles())
                .issuedAt(now)
                .expiresAt(now.plus(LIFETIME))
                .build();
        var header = JwsHeader.with(MacAlgorithm.HS256).build();
        return Answer.of(new Token(
                user.value(),
                tokens.encode(JwtEncoderParameters.from(header, claims)).getTokenValue()));
    }
}
