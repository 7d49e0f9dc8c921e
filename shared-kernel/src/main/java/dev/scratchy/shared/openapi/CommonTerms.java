package dev.scratchy.shared.openapi;

import dev.scratchy.shared.post.PostRules;
import dev.scratchy.shared.user.UserRules;
import java.util.List;
import org.springframework.stereotype.Component;

/** What both sides speak of. */
@Component
final class CommonTerms implements Terms {

    private static final String POST = "01M81RFG3HE7PWSR5JW2AT02ZB";
    private static final String USER = "01M81RFFV7YQHK76AEZ33QZSXJ";
    private static final int MOST_CONTENT = 1 << 20;

    @Override
    public List<Term> terms() {
        return List.of(
                new Term("id", "A ULID. Lower case is accepted and made upper.", POST),
                new Term("userId", "The user's id.", USER),
                Term.number("version", "The number of its last event, from 0.", 3, 0, Long.MAX_VALUE),
                Term.text("title", "Not blank.", "Hello, log", 1, PostRules.TITLE_LENGTH),
                Term.pattern("slug", "The post's name in addresses; unique.", "hello-log", PostRules.SLUG),
                Term.text("content", "Markdown; at most 1 MiB of UTF-8.", "My first *post*.", 0, MOST_CONTENT),
                new Term(
                        "tags",
                        "Repeats are dropped.",
                        List.of("intro"),
                        PostRules.MAX_TAGS,
                        tag -> tag.pattern("^" + PostRules.TAG + "$")),
                Term.pattern("tag", "A word that posts are found by.", "intro", PostRules.TAG),
                new Term("publishedAt", "When it was published, or says it was.", "2026-01-31T12:00:00.123456Z"),
                Term.pattern("username", "The user's name in addresses; unique.", "ada", UserRules.USERNAME),
                Term.text("displayName", "As others see it. Not blank.", "Ada", 1, UserRules.DISPLAY_NAME_LENGTH),
                Term.text("email", "Nobody writes to it.", "ada@example.org", 0, UserRules.EMAIL_LENGTH),
                Term.text("bio", "About the user.", "Counts engines.", 0, UserRules.BIO_LENGTH));
    }
}
