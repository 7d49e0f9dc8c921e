package dev.scratchy.command.validation;

/** What several commands ask of a text that may be absent, for which {@code @NotBlank} is too strict. */
public final class TextPatterns {

    public static final String NOT_BLANK = "(?s).*\\P{javaWhitespace}.*";
    public static final String NOT_BLANK_MESSAGE = "must not be blank";

    private TextPatterns() {}
}
