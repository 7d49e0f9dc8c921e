package dev.scratchy.query.cache;

import org.jspecify.annotations.Nullable;

/** What Redis knows of a key. */
sealed interface Lookup {

    /**
     * An entry that counts.
     *
     * @param freshMillis for how long it still does without being loaded anew
     * @param checkedAt the last number given out then
     */
    record Hit(Entry entry, long freshMillis, long checkedAt) implements Lookup {}

    /**
     * One that counts, but is to be loaded anew.
     *
     * @param lease for whoever is to do it
     */
    record Stale(Entry entry, @Nullable Lease lease) implements Lookup {}

    /**
     * Nothing that counts; who asked is to load it.
     *
     * @param lastResort an entry that may be served when the load fails
     */
    record Miss(Lease lease, @Nullable Entry lastResort) implements Lookup {}

    /** Nothing that counts; somebody else is loading it. */
    record Loading(@Nullable Entry lastResort) implements Lookup {}

    /** Redis does not answer, or is not to be believed yet. */
    record Away() implements Lookup {}
}
