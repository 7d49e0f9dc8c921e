package dev.scratchy.query.projecting;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where an event stands among others. Events that have nothing to do with each other may be handled in any order; one that
 * comes after a mark must not be handled before an earlier one that has left it.
 *
 * @param after the marks that it comes after
 * @param marks the marks that it leaves
 * @param share events with the same one are handled by the same segment; {@code null} for one that each segment handles, which has
 *     to do no harm when it is handled again
 */
public record Sequence(
        Set<String> after, Set<String> marks, @Nullable String share) {

    public Sequence {
        after = Set.copyOf(after);
        marks = Set.copyOf(marks);
    }

    /** One whose order matters among those that are about the same thing, and no others. */
    public static Sequence of(String about) {
        return new Sequence(Set.of(about), Set.of(about), about);
    }
}
