package dev.scratchy.shared.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names one notification. It has the form of a ULID and is derived, so that a replay makes the same one: where a ULID has a
 * time there is the position of the event that is notified of, and where it has chance there are 64 bits of a hash of the
 * event and the user. So notifications sort in the order of the log, and whoever knows the log can tell whether an id is one
 * of a given user's without a list of them.
 *
 * @param value in its canonical form; any valid form is accepted and made canonical
 */
public record NotificationId(String value) {

    private static final int POSITION_LENGTH = 10;
    private static final int HASH_LENGTH = 16;

    /** Crockford's, of which hexadecimal digits are a part: https://www.crockford.com/base32.html. */
    private static final String BASE_32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public NotificationId {
        value = Ulids.canonical(value);
    }

    /**
     * Also how Spring MVC reads one from a path.
     *
     * @throws MalformedId when the text is not a ULID
     */
    public static NotificationId of(String text) {
        return new NotificationId(text);
    }

    /**
     * What the user is told about the event by.
     *
     * @param position the event's, below 2^48
     * @param eventId the event's identifier, which is not public: without it nobody makes an id
     */
    public static NotificationId of(long position, String eventId, UserId user) {
        return new NotificationId(beginning(position) + hash(eventId + user.value()));
    }

    /** What the ids of all notifications of an event begin with; 16 hexadecimal digits follow. */
    public static String beginning(long position) {
        StringBuilder text = new StringBuilder(POSITION_LENGTH);
        for (int shift = 5 * (POSITION_LENGTH - 1); shift >= 0; shift -= 5) {
            text.append(BASE_32.charAt((int) (position >>> shift) & 31));
        }
        return text.toString();
    }

    /** The position of the event that is notified of. */
    public long position() {
        return value.substring(0, POSITION_LENGTH)
                .chars()
                .mapToLong(BASE_32::indexOf)
                .reduce(0, (high, low) -> high << 5 | low);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().withUpperCase().formatHex(digest).substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256.", impossible);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
