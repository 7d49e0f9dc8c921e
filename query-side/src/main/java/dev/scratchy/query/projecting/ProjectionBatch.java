package dev.scratchy.query.projecting;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the events of one batch do to the views, gathered while they are handled and written when the batch is about to be
 * committed, in the same transaction as the token.
 *
 * <p>Rows are put into waves: a row goes into the first wave after every earlier row that shares a key with it. Waves are
 * written in order, and within a wave each statement runs once with all of its rows. So the order is kept per key, and a
 * thousand events about a thousand posts cost a handful of statements.
 */
public final class ProjectionBatch {

    /** Written early beyond this many characters of JSON, because a batch of the largest posts would not fit the memory. */
    private static final int FLUSH_AT = 8_000_000;

    /** Where a unit of work keeps its batch. */
    static final String KEY = ProjectionBatch.class.getName();

    private final JsonMapper json;
    private final long flushAt;
    private final long carefulUpTo;
    private boolean outstanding;
    private final List<Map<RowStatement, StringJoiner>> waves = new ArrayList<>();
    private final Map<String, Integer> lastWaveOf = new HashMap<>();
    private final Map<Class<?>, Folded> folded = new LinkedHashMap<>();
    private final Set<String> invalidated = new LinkedHashSet<>();
    private long characters;
    private Map<String, Set<String>> sequencesByMark = new HashMap<>();
    private long letters;

    /**
     * One that nothing was folded into yet.
     *
     * @param carefulUpTo the position of the log up to which events are handled one by one
     */
    ProjectionBatch(JsonMapper json, long carefulUpTo) {
        this(json, FLUSH_AT, carefulUpTo);
    }

    private ProjectionBatch(JsonMapper json, long flushAt, long carefulUpTo) {
        this.json = json;
        this.flushAt = flushAt;
        this.carefulUpTo = carefulUpTo;
    }

    /** One that is written only when that is asked for, for events that are few enough. */
    static ProjectionBatch unwritten(JsonMapper json) {
        return new ProjectionBatch(json, Long.MAX_VALUE, 0);
    }

    /**
     * Queues a row.
     *
     * @param row a record whose components are the columns that the statement reads
     * @param keys whatever the statement reads or changes; two rows without a common key may change places
     */
    public void write(RowStatement statement, Object row, String... keys) {
        write(statement, row, List.of(keys), List.of(keys));
    }

    /**
     * Queues a row that is more particular about its order: it comes after every earlier row that marked one of the keys it
     * is to come after. Rows that only mark a key, or only come after it, may change places among each other.
     */
    public void write(RowStatement statement, Object row, Collection<String> after, Collection<String> marks) {
        int wave = 0;
        for (String key : after) {
            wave = Math.max(wave, lastWaveOf.getOrDefault(key, -1) + 1);
        }
        for (String key : marks) {
            lastWaveOf.merge(key, wave, Math::max);
        }
        if (wave == waves.size()) {
            waves.add(new LinkedHashMap<>());
        }
        String text = json.writeValueAsString(row);
        waves.get(wave)
                .computeIfAbsent(statement, first -> new StringJoiner(",", "[", "]"))
                .add(text);
        characters += text.length();
        if (characters > flushAt) {
            flush();
        }
    }

    /** Rows that the events of a batch are folded into first, so that each is written once however many events it has. */
    public interface Folded {

        /** Queues the rows; called when the batch is about to be written, and not again. */
        void write(ProjectionBatch batch);
    }

    /**
     * What the batch folds of one kind; begun by the first event that asks.
     *
     * @param none nothing folded yet
     */
    public <F extends Folded> F folded(Class<F> kind, Supplier<F> none) {
        return kind.cast(folded.computeIfAbsent(kind, first -> none.get()));
    }

    /** Names cached results that are out of date once the batch is committed. */
    public void invalidate(String... references) {
        invalidated.addAll(List.of(references));
    }

    Set<String> invalidated() {
        return invalidated;
    }

    /** Readers may see what was before for a moment longer. */
    void invalidationsAreOutstanding() {
        outstanding = true;
    }

    void invalidationsWere(boolean acknowledged) {
        outstanding = !acknowledged;
    }

    /** Whether its invalidations, if it has any, have not been acknowledged. */
    boolean isOutstanding() {
        return outstanding;
    }

    /**
     * Whether an event is handled by itself, and written before the next one. That was decided when the batch began: if another
     * segment's failure decided it in the midst of a batch, the first event that cannot be written would take those along that
     * are folded and not written.
     */
    boolean isCarefulWith(long position) {
        return position <= carefulUpTo;
    }

    /** There are events ahead that were put aside, which have left these marks. */
    void comesAfter(Map<String, Set<String>> sequencesByMark, long letters) {
        this.sequencesByMark = sequencesByMark;
        this.letters = letters;
    }

    boolean hasLettersAhead() {
        return !sequencesByMark.isEmpty();
    }

    /** The sequences that an event must not overtake. */
    Set<String> aheadOf(Sequence event) {
        Set<String> ahead = new HashSet<>();
        event.after().forEach(mark -> ahead.addAll(sequencesByMark.getOrDefault(mark, Set.of())));
        return ahead;
    }

    /** One more was put aside, and some sequences have become one. */
    void parked(Set<String> marks, Set<String> joined, String sequence) {
        sequencesByMark.values().forEach(sequences -> {
            if (sequences.removeAll(joined)) {
                sequences.add(sequence);
            }
        });
        marks.forEach(mark ->
                sequencesByMark.computeIfAbsent(mark, first -> new HashSet<>()).add(sequence));
        letters++;
    }

    /** How many events were put aside. */
    long letters() {
        return letters;
    }

    /** Drops what was queued and not written. */
    void forget() {
        folded.clear();
        waves.clear();
        lastWaveOf.clear();
        characters = 0;
    }

    /** Writes what was queued, in the transaction that the thread has. */
    public void flush() {
        // Taken out first: if they are too many for one go, this is called while they are queued.
        List<Folded> all = List.copyOf(folded.values());
        folded.clear();
        all.forEach(rows -> rows.write(this));
        waves.forEach(wave -> wave.forEach((statement, rows) -> invalidated.addAll(statement.write(rows.toString()))));
        forget();
    }
}
