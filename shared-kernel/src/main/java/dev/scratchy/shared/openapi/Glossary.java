package dev.scratchy.shared.openapi;

import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The words of the interface that this process knows. */
@Component
final class Glossary {

    private final Map<String, Term> terms = new TreeMap<>();

    Glossary(List<Terms> parts) {
        for (Terms part : parts) {
            for (Term term : part.terms()) {
                if (terms.put(term.name(), term) != null) {
                    throw new IllegalStateException("Two meanings of " + term.name());
                }
            }
        }
    }

    /** The term of a field, as its schema has it or as all schemas do; {@code null} when nobody has explained it. */
    @Nullable
    Term find(String schema, String field) {
        Term special = terms.get(schema + "." + field);
        return special == null ? terms.get(field) : special;
    }

    /** Adds to a schema what the term says. */
    static void explain(Schema<?> schema, @Nullable Term term) {
        if (term != null) {
            schema.setDescription(term.meaning());
            Schema<?> narrowed = schema.getItems() == null ? schema : schema.getItems();
            if (narrowed.get$ref() == null) {
                term.limits().accept(narrowed);
            }
            if (schema.getItems() != null && term.mostItems() > 0) {
                schema.setMaxItems(term.mostItems());
            }
        }
    }
}
