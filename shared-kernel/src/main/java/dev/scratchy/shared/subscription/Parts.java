package dev.scratchy.shared.subscription;

import java.util.Optional;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.Segment;

/** The segments of a projection that is divided into equal ones. */
public final class Parts {

    /** Of a projection; a power of 2. */
    public static final int MOST = 16;

    private Parts() {}

    /** One of so many segments; none when there is no such one. */
    public static Optional<Segment> of(int segment, int mask) {
        boolean possible =
                mask >= 0 && mask < MOST && Integer.bitCount(mask + 1) == 1 && segment >= 0 && segment <= mask;
        return possible
                ? Optional.of(Segment.computeSegment(
                        segment, IntStream.rangeClosed(0, mask).toArray()))
                : Optional.empty();
    }
}
