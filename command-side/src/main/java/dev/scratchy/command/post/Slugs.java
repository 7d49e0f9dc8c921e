package dev.scratchy.command.post;

import dev.scratchy.shared.identity.PostId;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes slugs for posts that come without one. */
final class Slugs {

    /** Leaves room for what is put behind a slug that is taken, within the 200 characters of a slug. */
    private static final int LONGEST = 160;

    private static final int NUMBERED = 9;

    private Slugs() {}

    /**
     * What to try, in this order: the title in lower-case ASCII ("Crème brûlée!" is {@code creme-brulee}), the same with a
     * number from 2 to 9, and at last with the post's id, which nobody else can have. Of a title without any Latin letter or
     * digit nothing is left but the id.
     */
    static List<String> of(String title, PostId id) {
        String unique = id.value().toLowerCase(Locale.ROOT);
        String base = ascii(title);
        return base.isEmpty()
                ? List.of(unique)
                : Stream.concat(
                                Stream.concat(
                                        Stream.of(base),
                                        IntStream.rangeClosed(2, NUMBERED).mapToObj(n -> base + "-" + n)),
                                Stream.of(base + "-" + unique))
                        .toList();
    }

    private static String ascii(String title) {
        String words = Normalizer.normalize(title, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
        return trimmed(words.substring(0, Math.min(LONGEST, words.length())));
    }

    private static String trimmed(String words) {
        return words.replaceAll("^-|-$", "");
    }
}
