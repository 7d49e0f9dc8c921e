package dev.scratchy.journeys;

import java.util.concurrent.atomic.AtomicInteger;

/** Names that no other test uses. */
public final class Names {

    private static final AtomicInteger NEXT = new AtomicInteger();

    private Names() {}

    public static String unique(String beginning) {
        return beginning + "-" + NEXT.incrementAndGet();
    }
}
