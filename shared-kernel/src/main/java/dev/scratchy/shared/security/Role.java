package dev.scratchy.shared.security;

import java.util.Locale;

/** What a token's {@code roles} claim may hold, in lower case there. */
public enum Role {
    /** Writes posts and changes what is theirs. */
    AUTHOR,
    /** Changes any post and comment. */
    EDITOR,
    /** Runs the system; may do what an editor may. */
    ADMIN;

    /** Its name in the claim. */
    public String claim() {
        return name().toLowerCase(Locale.ROOT);
    }
}
