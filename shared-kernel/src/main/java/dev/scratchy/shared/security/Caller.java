package dev.scratchy.shared.security;

import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for something.
 *
 * @param userId {@code null} for an anonymous caller, who has no roles either
 */
public record Caller(@Nullable UserId userId, Set<Role> roles) {

    public static final Caller ANONYMOUS = new Caller(null, Set.of());

    public Caller {
        roles = Set.copyOf(roles);
    }

    public boolean isAnonymous() {
        return userId == null;
    }

    /**
     * The user who is asking.
     *
     * @throws Refused when the caller is anonymous
     */
    public UserId signedIn() {
        if (userId == null) {
            throw new Refused(ProblemCode.UNAUTHENTICATED, "This needs a bearer token.");
        }
        return userId;
    }

    public boolean is(UserId user) {
        return user.equals(userId);
    }

    /** Whether this caller may see and change what other people wrote. */
    public boolean isEditor() {
        return roles.contains(Role.EDITOR) || roles.contains(Role.ADMIN);
    }
}
