package dev.scratchy.shared.user;

/** The shapes of an account's parts, which are judged wherever one comes in. */
public final class UserRules {

    public static final String USERNAME = "[a-z0-9_-]{3,32}";
    public static final String USERNAME_MESSAGE = "must be 3 to 32 lower-case letters, digits, _ and -";

    /** Characters, as with the others. */
    public static final int DISPLAY_NAME_LENGTH = 200;

    /** The longest address that a mail server takes (RFC 5321, 4.5.3.1.3, without the angle brackets). */
    public static final int EMAIL_LENGTH = 254;

    public static final int BIO_LENGTH = 2_000;

    private UserRules() {}
}
