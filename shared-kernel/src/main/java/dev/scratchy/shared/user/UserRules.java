package dev.scratchy.shared.user;

/** The shape of a username, which is judged wherever one comes in. */
public final class UserRules {

    public static final String USERNAME = "[a-z0-9_-]{3,32}";
    public static final String USERNAME_MESSAGE = "must be 3 to 32 lower-case letters, digits, _ and -";

    private UserRules() {}
}
