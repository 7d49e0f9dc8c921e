package dev.scratchy.query.paging;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scratchy.shared.problem.Invalid;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a list that is sorted by a time and an id, both descending: right behind the row of that time and id. Unlike a
 * page's number it stays where it is while rows are added before it.
 *
 * @param at as PostgreSQL reads a {@code timestamptz}
 * @param id breaks ties
 */
public record Cursor(String at, String id) {

    /** Before every row. */
    public static final Cursor START = new Cursor("infinity", "");

    private static final Pattern SHAPE = Pattern.compile("(-?\\d{1,18})/([0-9A-Z]{26})");

    /** What both sides' times are in, and PostgreSQL reads as {@link Instant} writes it. */
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    /** The place behind a row. */
    public static Cursor behind(Instant at, String id) {
        return new Cursor(at.toString(), id);
    }

    /**
     * What {@link #text} made, or the start when it is empty.
     *
     * @throws Invalid when it is anything else
     */
    static Cursor of(String text) {
        return text.isEmpty() ? START : parsed(text);
    }

    private static Cursor parsed(String text) {
        try {
            Matcher shape = SHAPE.matcher(new String(Base64.getUrlDecoder().decode(text), UTF_8));
            if (shape.matches()) {
                Instant at = Instant.EPOCH.plus(Long.parseLong(shape.group(1)), ChronoUnit.MICROS);
                if (!at.isBefore(FIRST) && !at.isAfter(LAST)) {
                    return behind(at, shape.group(2));
                }
            }
        } catch (IllegalArgumentException notOurs) {
            // Refused below, like every other text that was not made here.
        }
        throw new Invalid("after", "must be a cursor as it was answered in meta.next, or empty for the start");
    }

    /** For a client, to whom it means nothing. */
    String text() {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(at));
        return Base64.getUrlEncoder().withoutPadding().encodeToString((micros + "/" + id).getBytes(UTF_8));
    }
}
