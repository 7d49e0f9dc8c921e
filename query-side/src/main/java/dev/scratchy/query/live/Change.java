package dev.scratchy.query.live;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * One event of a stream as it is sent, made once for all who get it.
 *
 * @param position of the event in the log
 * @param text as it goes over the wire, with the position as its id
 * @param shown to whom
 * @param ends for whom it is the last one
 */
public record Change(long position, Text text, Circle shown, Circle ends) {

    /** Some of those who are connected. Insiders see what is concerned in any state, outsiders while it is public. */
    public enum Circle {
        NOBODY,
        INSIDERS,
        OUTSIDERS,
        EVERYBODY;

        boolean has(boolean insider) {
            return switch (this) {
                case NOBODY -> false;
                case INSIDERS -> insider;
                case OUTSIDERS -> !insider;
                case EVERYBODY -> true;
            };
        }
    }

    /** Bytes that nobody changes. */
    static final class Text {

        private final byte[] bytes;

        private Text(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    /**
     * A change with its data.
     *
     * @param json in one line
     */
    public static Change of(long position, String name, String json, Circle shown, Circle ends) {
        String text = "event: " + name + "\nid: " + position + "\ndata: " + json + "\n\n";
        return new Change(position, new Text(text.getBytes(UTF_8)), shown, ends);
    }
}
