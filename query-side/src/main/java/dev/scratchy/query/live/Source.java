package dev.scratchy.query.live;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.eventhandling.TrackedEventMessage;

/** What a kind of stream is about. A stream has a key, such as a post's id. */
public interface Source {

    /** The name of the view that has to show an event before a client hears of it. */
    String view();

    /** Whether an event may change something for somebody; asked of each event in the log. */
    boolean concerns(TrackedEventMessage<?> event);

    /**
     * What events mean for those who are connected, in the order of positions for each key. The view shows them all.
     *
     * @param events at least one, all of them of concern
     * @param connected keys
     */
    Map<String, List<Change>> changes(List<TrackedEventMessage<?>> events, Set<String> connected);

    /**
     * What there was for one key, from the database: the first so many behind a position, in order.
     *
     * @param upTo the last position that is wanted; the view shows it
     */
    Collection<Change> between(String key, long after, long upTo, int limit);
}
