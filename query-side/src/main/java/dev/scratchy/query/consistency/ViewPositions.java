package dev.scratchy.query.consistency;

import dev.scratchy.query.cache.Cache;
import dev.scratchy.query.consistency.SegmentPosition.Told;
import dev.scratchy.shared.subscription.Subscription;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.Segment;
import org.springframework.stereotype.Component;

/** Up to where each view can be read on this node, whether it is written here or elsewhere. Positions are those of the log. */
@Component
public class ViewPositions {

    private final Cache cache;
    private final Map<String, ViewPosition> views = new ConcurrentHashMap<>();
    private final Map<String, Subscription> written = new ConcurrentHashMap<>();
    private volatile Runnable changed = () -> {};

    ViewPositions(Cache cache) {
        this.cache = cache;
    }

    /** Takes note of a view that is written by this node whenever its subscription is open. */
    public void follow(Subscription subscription) {
        ViewPosition view = view(subscription.name());
        written.put(subscription.name(), subscription);
        subscription.tell(new Subscription.Listener() {

            @Override
            public void claimed(Segment segment, long position) {
                // Whoever wrote it before may have ended between the commit and the invalidations.
                view.segment(segment).hold(System.nanoTime());
                processed(segment, position);
            }

            @Override
            public void processed(Segment segment, long position) {
                if (view.segment(segment).processed(position)) {
                    view.seeHowFar();
                    changed.run();
                }
            }
        });
    }

    /** What is processed of a segment from now on is preceded by invalidations that Redis has not acknowledged. */
    public void hold(String name, Segment segment) {
        view(name).segment(segment).hold(System.nanoTime());
    }

    /** Everything up to here can be read. */
    public long reached(String name) {
        return view(name).reached();
    }

    /**
     * Waits until a view has come to a position. Takes no connection.
     *
     * @return whether it has
     */
    public boolean await(String name, long position, long nanos) throws InterruptedException {
        return view(name).await(position, nanos);
    }

    /** Has somebody told of each change of what {@link #told()} says. */
    void whenChanged(Runnable told) {
        changed = told;
    }

    /** What other nodes should know: the segments that are written here, by the names of their views. */
    Map<String, Map<Segment, Told>> told() {
        Map<String, Map<Segment, Told>> told = new LinkedHashMap<>();
        written.forEach((name, subscription) -> {
            Map<Segment, Told> segments = new LinkedHashMap<>();
            subscription
                    .segments()
                    .forEach(segment ->
                            segments.put(segment, view(name).segment(segment).told()));
            told.put(name, segments);
        });
        return told;
    }

    void heard(String name, Segment segment, Told told) {
        Subscription here = written.get(name);
        // What is written here, nobody else knows better.
        if (here != null && !here.segments().contains(segment)) {
            view(name).change(segment, position -> position.heard(told, System.nanoTime()));
        }
    }

    boolean isAnyHeld() {
        return views.values().stream().anyMatch(ViewPosition::isHeld);
    }

    /** Looks whether what is held has been reached meanwhile. */
    void look() {
        boolean news = false;
        for (ViewPosition view : views.values()) {
            for (SegmentPosition segment : view.segments().values()) {
                news |= segment.look(cache::isDelivered, cache::isDoneWithoutSince);
            }
            view.seeHowFar();
        }
        if (news) {
            changed.run();
        }
    }

    private ViewPosition view(String name) {
        return views.computeIfAbsent(name, first -> new ViewPosition());
    }
}
