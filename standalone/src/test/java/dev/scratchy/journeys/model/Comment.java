package dev.scratchy.journeys.model;

/** A comment, as the rules have it. */
final class Comment {

    final String id;
    final Post post;
    final Account author;
    final Moment created;
    String content;
    Moment updated;
    long version;
    boolean deleted;

    Comment(String id, Post post, Account author, String content, Moment created) {
        this.id = id;
        this.post = post;
        this.author = author;
        this.content = content;
        this.created = created;
        this.updated = created;
    }
}
