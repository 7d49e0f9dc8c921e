package dev.scratchy.shared.openapi;

/** What is in {@code data}, and with it in {@code meta}. */
public enum Shape {
    /** One thing. */
    ONE("Answer"),
    /** All there are, without {@code meta}. */
    LIST("List"),
    /** Some of them, by the number of a page. */
    PAGE("Page"),
    /** Some of them, by the number of a page or behind a cursor. */
    PAGE_OR_CURSOR("Slice"),
    /** Some of them, behind a position of the log. */
    POSITION("Part"),
    /** A stream of server-sent events, each with one thing. */
    EVENTS("Events");

    private final String suffix;

    Shape(String suffix) {
        this.suffix = suffix;
    }

    /** Behind the name of the thing, the name of the answer's schema. */
    String suffix() {
        return suffix;
    }
}
