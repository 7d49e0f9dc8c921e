package dev.scratchy.shared.openapi;

import java.util.Locale;

/** What an operation is about; the documents group operations by it. */
public enum Topic {
    POSTS("Writing, publishing, listing and reading posts."),
    USERS("Accounts, and who follows whom."),
    COMMENTS("What people say about published posts."),
    NOTIFICATIONS("What a user is told of."),
    SEARCH("Finding posts by their words."),
    ADMINISTRATION("Projections, replays and the cache, for admins."),
    DEVELOPMENT("What only the standalone system has.");

    private final String meaning;

    Topic(String meaning) {
        this.meaning = meaning;
    }

    String meaning() {
        return meaning;
    }

    /** As the documents name it. */
    String label() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
}
