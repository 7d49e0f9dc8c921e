package dev.scratchy.journeys.model;

import static dev.scratchy.journeys.model.Refusal.FORBIDDEN;
import static dev.scratchy.journeys.model.Refusal.NOT_FOUND;
import static dev.scratchy.journeys.model.Refusal.USERNAME_TAKEN;
import static dev.scratchy.journeys.model.Refusal.VERSION_CONFLICT;
import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import org.jspecify.annotations.Nullable;

/** The rules of users and whom they follow. */
final class UserRules {

    private final Model model;

    UserRules(Model model) {
        this.model = model;
    }

    Verdict register(
            Caller caller,
            String username,
            String displayName,
            @Nullable String email,
            @Nullable String bio,
            Guard guard) {
        return Objections.toSignedIn(caller)
                .closing(!caller.isAdmin(), FORBIDDEN)
                .readable(guard)
                .valid(Shape.username(username)
                        && Shape.displayName(displayName)
                        && Shape.email(email)
                        && Shape.bio(bio))
                .unguarded(guard)
                .when(model.isUsernameTaken(username, null), USERNAME_TAKEN)
                .orElse(() -> Verdict.created((id, at) -> {
                    Account account = new Account(id, username, displayName, at);
                    account.email = requireNonNullElse(email, "");
                    account.bio = requireNonNullElse(bio, "");
                    model.accounts.add(account);
                }));
    }

    Verdict update(
            Caller caller,
            Target<Account> target,
            @Nullable String username,
            @Nullable String displayName,
            @Nullable String email,
            @Nullable String bio,
            Guard guard) {
        Objections objections = Objections.toSignedIn(caller)
                .readable(guard, target)
                .valid(Shape.username(username)
                        && Shape.displayName(displayName)
                        && Shape.email(email)
                        && Shape.bio(bio));
        Account account = living(target);
        if (account == null) {
            return absent(objections, guard);
        }
        return own(objections, caller, account, guard)
                .when(model.isUsernameTaken(username, account), USERNAME_TAKEN)
                .orElse(() -> updated(account, username, displayName, email, bio));
    }

    Verdict delete(Caller caller, Target<Account> target, Guard guard) {
        Objections objections = Objections.toSignedIn(caller).readable(guard, target);
        Account account = living(target);
        if (account == null) {
            return absent(objections, guard);
        }
        return own(objections, caller, account, guard)
                .orElse(() -> Verdict.changed(account.id, account.version + 1, (id, at) -> model.delete(account)));
    }

    /** Answered with the follower's account, which it changes. */
    Verdict follow(Caller caller, Target<Account> target, Guard guard) {
        Objections objections = byFollower(caller, target, guard);
        Account followed = living(target);
        if (followed == null) {
            return objections.when(true, NOT_FOUND).refuse();
        }
        objections.valid(!caller.is(followed));
        return objections.orElse(() -> {
            Account follower = requireNonNull(caller.account());
            return follower.follows.containsKey(followed)
                    ? same(follower)
                    : changed(follower, (id, at) -> follower.follows.put(followed, at));
        });
    }

    /** Whoever is not there is not followed, as was wished. */
    Verdict unfollow(Caller caller, Target<Account> target, Guard guard) {
        return byFollower(caller, target, guard).orElse(() -> {
            Account follower = requireNonNull(caller.account());
            Account followed = target.thing();
            return followed != null && follower.follows.containsKey(followed)
                    ? changed(follower, (id, at) -> follower.follows.remove(followed))
                    : same(follower);
        });
    }

    private static Objections byFollower(Caller caller, Target<Account> target, Guard guard) {
        Account follower = caller.account();
        return Objections.toSignedIn(caller)
                .readable(guard, target)
                .when(!caller.hasAccount(), FORBIDDEN)
                .when(follower != null && !guard.lets(follower.version), VERSION_CONFLICT);
    }

    private static Objections own(Objections objections, Caller caller, Account account, Guard guard) {
        return objections
                .when(!guard.lets(account.version), VERSION_CONFLICT)
                .when(!caller.is(account) && !caller.isAdmin(), FORBIDDEN);
    }

    private static @Nullable Account living(Target<Account> target) {
        return target.thing() == null || target.thing().deleted ? null : target.thing();
    }

    private static Verdict absent(Objections objections, Guard guard) {
        return objections
                .when(true, NOT_FOUND)
                .when(guard.isThere(), VERSION_CONFLICT)
                .refuse();
    }

    private static Verdict updated(
            Account account,
            @Nullable String username,
            @Nullable String displayName,
            @Nullable String email,
            @Nullable String bio) {
        String newUsername = requireNonNullElse(username, account.username);
        String newDisplayName = requireNonNullElse(displayName, account.displayName);
        String newEmail = requireNonNullElse(email, account.email);
        String newBio = requireNonNullElse(bio, account.bio);
        if (newUsername.equals(account.username)
                && newDisplayName.equals(account.displayName)
                && newEmail.equals(account.email)
                && newBio.equals(account.bio)) {
            return same(account);
        }
        return changed(account, (id, at) -> {
            account.formerUsernames.add(account.username);
            account.username = newUsername;
            account.displayName = newDisplayName;
            account.email = newEmail;
            account.bio = newBio;
            account.updated = at;
        });
    }

    private static Verdict same(Account account) {
        return Verdict.changed(account.id, account.version, Verdict.Effect.NONE);
    }

    private static Verdict changed(Account account, Verdict.Effect effect) {
        return Verdict.changed(account.id, account.version + 1, (id, at) -> {
            account.version++;
            effect.take(id, at);
        });
    }
}
