package dev.scratchy.query.consistency;

import dev.scratchy.query.cache.Cache;
import dev.scratchy.query.consistency.ViewPosition.Told;
import dev.scratchy.shared.subscription.Subscription;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
            public void opened(long position) {
                // Whoever wrote it before may have ended between the commit and the invalidations.
                view.hold(System.nanoTime());
                processed(position);
            }

            @Override
            public void processed(long position) {
                if (view.processed(position)) {
                    changed.run();
                }
            }
        });
    }

    /** What is processed from now on is preceded by invalidations that Redis has not acknowledged. */
    public void hold(String name) {
        view(name).hold(System.nanoTime());
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

    /** What other nodes should know: the views that are written here. */
    Map<String, Told> told() {
        Map<String, Told> told = new LinkedHashMap<>();
        written.forEach((name, subscription) -> {
            if (subscription.isOpen()) {
                told.put(name, view(name).told());
            }
        });
        return told;
    }

    void heard(String name, Told told) {
        Subscription here = written.get(name);
        // What is written here, nobody else knows better.
        if (here != null && !here.isOpen()) {
            view(name).heard(told, System.nanoTime());
        }
    }

    boolean isAnyHeld() {
        return views.values().stream().anyMatch(ViewPosition::isHeld);
    }

    /** Looks whether what is held has been reached meanwhile. */
    void look() {
        boolean news = false;
        for (ViewPosition view : views.values()) {
            news |= view.look(cache::isDelivered, cache::isDoneWithoutSince);
        }
        if (news) {
            changed.run();
        }
    }

    private ViewPosition view(String name) {
        return views.computeIfAbsent(name, first -> new ViewPosition());
    }
}
