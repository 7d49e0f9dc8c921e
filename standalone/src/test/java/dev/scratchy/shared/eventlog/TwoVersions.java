package dev.scratchy.shared.eventlog;

import java.util.List;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;

/**
 * An event type of which a first version stored revision 1, and a second stores revision 2: the title is called a headline now,
 * and the language is told.
 */
public final class TwoVersions {

    /** Revision 1. */
    public record Titled(String articleId, String title) {}

    /** Revision 2. */
    public record Headlined(String articleId, String headline, String language) {}

    private static final String NAME = "ArticleTitled";

    private TwoVersions() {}

    public static Serializer first() {
        return of(1, Titled.class);
    }

    public static Serializer second() {
        return of(2, Headlined.class);
    }

    static EventSerializer of(int revision, Class<?> type) {
        return new EventSerializer(new EventNames(List.of(new EventType(NAME, revision, type))));
    }

    public static EventUpcaster upcasters() {
        return chain();
    }

    static EventUpcasterChain chain() {
        return new EventUpcasterChain(new JsonUpcaster(NAME, 1, article -> {
            article.set("headline", article.remove("title"));
            article.put("language", "en");
        }));
    }
}
