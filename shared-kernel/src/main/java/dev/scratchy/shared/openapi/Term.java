package dev.scratchy.shared.openapi;

import io.swagger.v3.oas.models.media.Schema;
import java.util.function.Consumer;

/**
 * A word of the interface: the name of a field or a parameter, which means the same wherever it stands.
 *
 * @param name such as {@code slug}; or {@code NewPost.slug}, where it means something else than in other schemas
 * @param meaning a sentence or two
 * @param example of its JSON
 * @param mostItems of a list, 0 for any number
 * @param limits adds to its schema what the type does not say; of a list, to that of its elements
 */
public record Term(String name, String meaning, Object example, int mostItems, Consumer<Schema<?>> limits) {

    public Term(String name, String meaning, Object example) {
        this(name, meaning, example, 0, schema -> {});
    }

    public Term(String name, String meaning, Object example, Consumer<Schema<?>> limits) {
        this(name, meaning, example, 0, limits);
    }

    /** A word for a text of some length. */
    public static Term text(String name, String meaning, String example, int shortest, int longest) {
        return new Term(name, meaning, example, text -> text.minLength(shortest).maxLength(longest));
    }

    /** A word for a text of some pattern, which all of it has to match. */
    public static Term pattern(String name, String meaning, String example, String pattern) {
        return new Term(name, meaning, example, text -> text.pattern("^" + pattern + "$"));
    }

    /** A word for a number. */
    public static Term number(String name, String meaning, Object example, long least, long most) {
        return new Term(
                name,
                meaning,
                example,
                number -> number.minimum(java.math.BigDecimal.valueOf(least))
                        .maximum(java.math.BigDecimal.valueOf(most)));
    }

    /** The same for another schema's field. */
    public Term as(String otherName) {
        return new Term(otherName, meaning, example, mostItems, limits);
    }
}
