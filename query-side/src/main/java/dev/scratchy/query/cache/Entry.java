package dev.scratchy.query.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * What is kept under a key: a head of text, an empty line, and the payload. The head's first line has the numbers, and each
 * further one a reference, so that a script of Redis finds its way without looking at the payload.
 */
final class Entry {

    private final long generation;
    private final long number;
    private final long freshUntil;
    private final long staleUntil;
    private final boolean present;
    private final List<String> references;
    private final byte[] payload;

    private Entry(
            long generation,
            long number,
            long freshUntil,
            long staleUntil,
            boolean present,
            List<String> references,
            byte[] payload) {
        this.generation = generation;
        this.number = number;
        this.freshUntil = freshUntil;
        this.staleUntil = staleUntil;
        this.present = present;
        this.references = references;
        this.payload = payload;
    }

    static Entry of(
            Lease lease,
            long freshMillis,
            long staleMillis,
            boolean present,
            Collection<String> names,
            byte[] payload) {
        long freshUntil = lease.redisMillis() + freshMillis;
        return new Entry(
                lease.generation(),
                lease.number(),
                freshUntil,
                freshUntil + staleMillis,
                present,
                List.copyOf(names),
                payload);
    }

    byte[] bytes() {
        StringBuilder head = new StringBuilder()
                .append(generation)
                .append(' ')
                .append(number)
                .append(' ')
                .append(freshUntil)
                .append(' ')
                .append(staleUntil)
                .append(' ')
                .append(present ? 1 : 0)
                .append('\n');
        references.forEach(reference -> head.append(reference).append('\n'));
        byte[] first = head.append('\n').toString().getBytes(UTF_8);
        byte[] all = Arrays.copyOf(first, first.length + payload.length);
        System.arraycopy(payload, 0, all, first.length, payload.length);
        return all;
    }

    /**
     * Reads what {@link #bytes} wrote.
     *
     * @throws IllegalArgumentException when that is not what it is
     */
    static Entry of(byte[] bytes) {
        int end = endOfHead(bytes);
        String[] lines = new String(bytes, 0, end, UTF_8).split("\n", -1);
        String[] numbers = lines[0].split(" ", -1);
        if (numbers.length != 5) {
            throw new IllegalArgumentException("No entry begins like this");
        }
        return new Entry(
                Long.parseLong(numbers[0]),
                Long.parseLong(numbers[1]),
                Long.parseLong(numbers[2]),
                Long.parseLong(numbers[3]),
                numbers[4].equals("1"),
                List.of(lines).subList(1, lines.length),
                Arrays.copyOfRange(bytes, end + 2, bytes.length));
    }

    /** Which set of invalidations the number belongs to. */
    long generation() {
        return generation;
    }

    /** What Redis had given out when the load began. */
    long number() {
        return number;
    }

    /** By Redis' clock, Unix time in ms. */
    long freshUntil() {
        return freshUntil;
    }

    /** Until when it may be served although it is not fresh; after that only when loading it fails. */
    long staleUntil() {
        return staleUntil;
    }

    /** Whether there was a result at all. */
    boolean present() {
        return present;
    }

    /** All names that are checked. */
    List<String> references() {
        return references;
    }

    /** Not to be written to. */
    byte[] payload() {
        return payload;
    }

    private static int endOfHead(byte[] bytes) {
        for (int at = 1; at < bytes.length; at++) {
            if (bytes[at] == '\n' && bytes[at - 1] == '\n') {
                return at - 1;
            }
        }
        throw new IllegalArgumentException("No entry is without an empty line");
    }
}
