package dev.scratchy.standalone.tokens;

import static java.util.Objects.requireNonNullElse;

import dev.scratchy.command.user.UserRegistration;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.openapi.Contract;
import dev.scratchy.shared.openapi.MayBeAbsent;
import dev.scratchy.shared.openapi.Topic;
import dev.scratchy.shared.problem.Invalid;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.security.Role;
import dev.scratchy.shared.web.Answer;
import io.swagger.v3.oas.annotations.media.Schema;
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
    @Schema(name = "TokenRequest")
    record Wanted(
            String username,
            @MayBeAbsent List<String> roles,
            @Nullable String displayName) {
        Wanted {
            username = requireNonNullElse(username, "");
            roles = requireNonNullElse(roles, List.of());
        }
    }

    /** A token, and whose it is. */
    record Token(String userId, String token) {}

    @Contract(
            id = "issueToken",
            topic = Topic.DEVELOPMENT,
            summary = "Get a token for trials",
            description = "Registers the user when there is none of that name. Only the standalone system has it.",
            data = Token.class,
            refuses = {ProblemCode.VALIDATION_FAILED})
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
