package dev.scratchy.query.projecting;

/** Folds events into a view, by methods that are annotated as event handlers and take a {@link ProjectionBatch}. */
public interface Projection {

    /** Where an event stands among the others that the projection handles. */
    Sequence sequence(Object event);

    /**
     * Whether its events can be shared out to segments by {@link Sequence#share()}, which are then handled side by side: no
     * event must have to come after one of another share.
     */
    default boolean isDivisible() {
        return true;
    }
}
