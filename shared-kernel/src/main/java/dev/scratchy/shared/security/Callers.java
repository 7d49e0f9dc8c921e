package dev.scratchy.shared.security;

import dev.scratchy.shared.identity.MalformedId;
import dev.scratchy.shared.identity.UserId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** Reads who is asking off a token that was checked. */
public final class Callers {

    private Callers() {}

    /**
     * Who sent the request that this thread handles.
     *
     * @throws AccessDeniedException when there is a good token, of somebody who is not a user of ours
     */
    public static Caller current() {
        if (!(SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken bearer)) {
            return Caller.ANONYMOUS;
        }
        UserId user = user(bearer.getToken());
        if (user == null) {
            throw new AccessDeniedException("The token's sub is not a user id.");
        }
        return new Caller(user, roles(bearer.getToken()));
    }

    /** When the token of the request that this thread handles expires; {@code null} without a token, or one that never does. */
    public static @Nullable Instant currentExpiry() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken bearer
                ? bearer.getToken().getExpiresAt()
                : null;
    }

    /** Only what the claim says word for word gives a role: nothing of another type or name, nothing of a foreign bearer. */
    static Set<Role> roles(Jwt token) {
        if (user(token) == null || !(token.getClaims().get("roles") instanceof Collection<?> claimed)) {
            return Set.of();
        }
        return Arrays.stream(Role.values())
                .filter(role -> claimed.contains(role.claim()))
                .collect(Collectors.toSet());
    }

    private static @Nullable UserId user(Jwt token) {
        try {
            return token.getSubject() == null ? null : UserId.of(token.getSubject());
        } catch (MalformedId foreign) {
            return null;
        }
    }
}
