package dev.scratchy.journeys.model;

import dev.scratchy.journeys.Http;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who asks or wishes.
 *
 * @param account {@code null} for somebody without a token
 * @param roles of the token, which outlives changes of the account and the account itself
 */
record Caller(Http http, @Nullable Account account, Set<String> roles) {

    boolean isAnonymous() {
        return account == null;
    }

    boolean hasAccount() {
        return account != null && !account.deleted;
    }

    boolean is(Account other) {
        return account == other;
    }

    boolean mayWritePosts() {
        return !roles.isEmpty();
    }

    boolean isEditor() {
        return roles.contains("editor") || isAdmin();
    }

    boolean isAdmin() {
        return roles.contains("admin");
    }

    @Override
    public String toString() {
        return account == null ? "anybody" : account + " " + roles;
    }
}
