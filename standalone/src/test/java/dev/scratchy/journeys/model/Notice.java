package dev.scratchy.journeys.model;

import org.jspecify.annotations.Nullable;

/** A notification, as the rules have it. Its id is the system's to make, and known when it was seen. */
final class Notice {

    final Account receiver;
    final Account actor;
    final Post post;

    /** {@code null} when it tells of the post itself. */
    final @Nullable Comment comment;

    final Moment created;

    @Nullable
    String id;

    @Nullable
    Moment read;

    /** Whether it was marked by itself. */
    boolean marked;

    Notice(Account receiver, Account actor, Post post, @Nullable Comment comment, Moment created) {
        this.receiver = receiver;
        this.actor = actor;
        this.post = post;
        this.comment = comment;
        this.created = created;
    }

    String kind() {
        return comment == null ? "post_published" : "comment_added";
    }
}
