package dev.scratchy.shared.openapi;

import io.swagger.v3.oas.models.media.Schema;
import java.util.function.Consumer;

/**
 * A header.
 *
 * @param always whether every answer of its kind has it
 * @param limits adds to the schema of its text
 */
public record HeaderTerm(String name, String meaning, String example, boolean always, Consumer<Schema<?>> limits) {

    public HeaderTerm(String name, String meaning, String example) {
        this(name, meaning, example, false, schema -> {});
    }

    /** The same, with limits. */
    public HeaderTerm within(Consumer<Schema<?>> narrower) {
        return new HeaderTerm(name, meaning, example, always, narrower);
    }

    /** The same, in every answer of its kind. */
    public HeaderTerm everywhere() {
        return new HeaderTerm(name, meaning, example, true, limits);
    }
}
