package dev.scratchy.query.openapi;

import dev.scratchy.shared.identity.AggregateId;
import dev.scratchy.shared.openapi.Term;
import dev.scratchy.shared.openapi.Terms;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What the query side speaks of. */
@Component
final class QueryTerms implements Terms {

    private static final String POST = "01M81RFG3HE7PWSR5JW2AT02ZB";
    private static final String USER = "01M81RFFV7YQHK76AEZ33QZSXJ";
    private static final String EVENT = "01M81RFG7B3Q4D5W6X7Y8Z9ABC";
    private static final String LETTER = "01M81RFH0T6B5W2C9VZ7N4QXJD";
    private static final String EARLIER = "2026-01-31T11:59:58.512Z";
    private static final String LATER = "2026-01-31T12:00:00.123Z";
    private static final String CURSOR = "MTc2OTg2MDgwMDEyMzQ1Ni8wMU04MVJGRzNIRTdQV1NSNUpXMkFUMDJaQg";

    @Override
    public List<Term> terms() {
        return Stream.of(parameters(), views(), administration(), nodesAndLetters(), log())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Term> parameters() {
        return List.of(
                Term.number("page", "Which page, from 1; the first one when absent.", 1, 1, Integer.MAX_VALUE),
                Term.number("limit", "How many at most; 20 when absent.", 20, 1, 100),
                Term.number("search.limit", "How many at most.", 20, 1, 50),
                new Term(
                        "after",
                        "In place of `page`: what comes behind this cursor, as `meta.next` was answered; empty for the start.",
                        CURSOR),
                Term.pattern(
                        "include",
                        "What each post is answered together with.",
                        "author,comments",
                        "(\\s*(author|comments)\\s*(,\\s*(author|comments)\\s*)*)?"),
                new Term("listPosts.status", "Which posts.", "published", status -> {
                    @SuppressWarnings("unchecked")
                    var names = (io.swagger.v3.oas.models.media.Schema<Object>) status;
                    names.setEnum(List.of("draft", "published", "archived"));
                }),
                new Term("listPosts.author", "Whose posts.", USER),
                Term.text("q", "What to look for; `%`, `_` and `\\` mean themselves.", "hello", 1, 200),
                Term.pattern(
                        "Last-Event-ID",
                        "The last `id` that the client has seen: the stream goes on behind it. From now on when absent.",
                        "4711",
                        "([0-9]{1,18})?"),
                new Term("unread", "Only what was not read, or only what was.", true));
    }

    private static List<Term> views() {
        return List.of(
                new Term("Post", "A post.", ""),
                new Term("PostSummary", "A post in a list.", ""),
                new Term("User", "An account.", ""),
                new Term("UserSummary", "An account in a list of followers or followed.", ""),
                new Term("Comment", "A comment on a post.", ""),
                new Term("Notification", "What a user is told of.", ""),
                new Term("SearchHit", "A post that was found.", ""),
                Term.text("excerpt", "Its beginning as plain text.", "My first post.", 0, 281),
                new Term("status", "Where it stands.", "published"),
                new Term("authorId", "Who wrote it.", USER),
                new Term("author", "Who wrote it.", ""),
                new Term("comments", "The latest five.", ""),
                Term.number("commentCount", "How many comments it has.", 0, 0, Long.MAX_VALUE),
                new Term("createdAt", "When it began.", EARLIER),
                new Term("updatedAt", "When it changed last.", LATER),
                Term.number("posts", "How many published posts have it.", 1, 0, Long.MAX_VALUE),
                Term.number("followers", "How many follow this user.", 1, 0, Long.MAX_VALUE),
                Term.number("following", "How many this user follows.", 0, 0, Long.MAX_VALUE),
                new Term("since", "When the one began to follow the other.", LATER),
                new Term("postId", "The post's id.", POST),
                Term.text("Comment.content", "What it says.", "Well said.", 1, 10_000),
                Term.text("LatestComment.content", "What it says.", "Well said.", 1, 10_000),
                new Term("kind", "What it tells of.", "post_published"),
                new Term("actorId", "Who published or commented.", USER),
                new Term("actor", "Who published or commented.", ""),
                new Term("post", "`null` while it is not published.", ""),
                new Term("commentId", "Of the comment it tells of.", "01M81RFGAAAAAAAAAAAAAAAAAA"),
                new Term("read", "Whether it was read.", true),
                new Term("readAt", "When it was read.", LATER),
                new Term(
                        "snippet",
                        "HTML: the place that was found. `<mark>` is the only element in it.",
                        "My first <mark>post</mark>."));
    }

    private static List<Term> administration() {
        return List.of(
                new Term("name", "What it is called.", "posts"),
                new Term("state", "Where it stands.", "running"),
                Term.number("position", "Everything in the log up to here is in its view.", 42, 0, Long.MAX_VALUE),
                Term.number("head", "The position of the log's last event.", 42, 0, Long.MAX_VALUE),
                Term.number("lag", "How many positions it is behind.", 0, 0, Long.MAX_VALUE),
                new Term("error", "The kind of failure that keeps it from going on.", "DataAccessException"),
                new Term("projection", "Whose it is.", "posts"),
                new Term("phase", "What it is at, or was at last.", "folding"),
                new Term("node", "Which process carries it out, or did last.", "query-1-5b2f93e1"),
                Term.number("percent", "How much is done; 100 only when all is.", 50, 0, 100),
                Term.number("processed", "How far it is in the log.", 21, 0, Long.MAX_VALUE),
                Term.number("total", "Where it is going.", 42, 0, Long.MAX_VALUE),
                Term.number("eventsPerSecond", "On average.", 40000, 0, Long.MAX_VALUE),
                Term.number("etaSeconds", "How long it will take from now on.", 1, 0, Long.MAX_VALUE),
                new Term("startedAt", "When it began.", EARLIER),
                new Term("finishedAt", "When it ended.", LATER),
                new Term("startReplay.mode", "What becomes of what it makes.", "verify", mode -> {
                    @SuppressWarnings("unchecked")
                    var names = (io.swagger.v3.oas.models.media.Schema<Object>) mode;
                    names.setEnum(List.of("replay", "verify"));
                }),
                new Term("mode", "Whether it takes the place of the view in use, or is compared with it.", "verify"),
                new Term("differences", "The tables that differ, of one that has compared; `null` otherwise.", ""),
                new Term("Difference", "How a table in use differs from what the log gives.", ""),
                new Term("table", "Which table.", "post"),
                number("missing", "Rows that the table lacks."),
                number("unexpected", "Rows that the table should not have."),
                number("different", "Rows with another content."),
                new Term(
                        "examples",
                        "Keys of up to ten missing, ten unexpected and ten different rows, in this order; columns are"
                                + " separated by a slash.",
                        List.of(POST)),
                new Term("Replay", "The building of a projection anew.", ""),
                new Term("Projection", "A view in the making.", ""),
                new Term("CacheReport", "How one node's cache stands.", ""),
                new Term("CachedQuery", "What became of the reads of one query since the process began.", ""),
                new Term("breaker", "`closed` while queries are answered from Redis.", "closed"),
                number("overdueInvalidations", "Written down and not acknowledged in time; `null` while unknown."),
                number("localEntries", "Results in this process, valid or not."),
                new Term("queries", "One by one.", ""),
                number("hits", "Answered from the cache."),
                number("staleHits", "Answered from the cache with what was to be loaded anew."),
                number("misses", "Loaded and kept."),
                number("waits", "Times that a caller found somebody else loading."),
                number("bypasses", "Loaded without the cache."),
                number("deduplicated", "Answered together with another caller."),
                number("loads", "Of the database."),
                number("failures", "Of loads, or of keeping their results."),
                number("inconsistencies", "Found by the self-check; more than none is a fault of Scratchy."),
                new Term("meanLoadMillis", "Milliseconds that a load took; 0 when there was none.", 1.5),
                new Term("Invalidation", "What is not to be answered any longer.", ""),
                new Term("Invalidated", "What is not answered any longer.", ""),
                new Term(
                        "references",
                        "References, prefixes such as `post:*`, or `*` for everything.",
                        List.of("post:" + POST),
                        1_000,
                        reference -> {}),
                new Term("acknowledged", "Whether Redis has been told.", true));
    }

    private static List<Term> nodesAndLetters() {
        return List.of(
                Term.number("deadLetters", "How many events it has put aside.", 0, 0, Long.MAX_VALUE),
                new Term("segments", "The parts that it runs in, or that the node runs.", ""),
                new Term("SegmentStatus", "A part of a projection.", ""),
                new Term("SegmentStatus.node", "Which process runs it; `null` when none does.", "query-1-5b2f93e1"),
                Term.number("SegmentStatus.position", "Where its token was written last.", 42, 0, Long.MAX_VALUE),
                Term.number("segment", "Its number.", 0, 0, 15),
                Term.number("mask", "One less than the number of segments.", 0, 0, 15),
                new Term("Held", "A segment that a node runs.", ""),
                new Term("Node", "A process that runs projections.", ""),
                new Term("seenAt", "When it said last that it is there.", LATER),
                new Term("self", "Whether it is the one that answers.", true),
                new Term("DeadLetter", "An event that a projection has put aside.", ""),
                new Term("sequence", "The same for letters that are tried in order.", LETTER),
                Term.number("DeadLetter.position", "Of the event in the log.", 42, 1, Long.MAX_VALUE),
                Term.number("Decision.position", "Of the event in the log.", 42, 1, Long.MAX_VALUE),
                new Term("DeadLetter.type", "The stored name of the event.", "PostUpdated"),
                Term.number("DeadLetter.version", "Its number in its aggregate, from 0.", 3, 0, Long.MAX_VALUE),
                new Term("DeadLetter.error", "Why; `null` when it only waits behind another of its sequence.", ""),
                new Term("Failure", "What an exception said.", ""),
                new Term("Failure.type", "Which exception.", "DataIntegrityViolationException"),
                new Term("Failure.message", "What it said.", "new row violates a check constraint"),
                Term.number("attempts", "How often it has failed.", 1, 0, Integer.MAX_VALUE),
                new Term("parkedAt", "When it was put aside.", EARLIER),
                new Term("triedAt", "When it was tried last.", LATER),
                new Term("Outcome", "What came of trying again.", ""),
                Term.number("retried", "Letters whose events are in the view now.", 1, 0, Integer.MAX_VALUE),
                Term.number("remaining", "Letters that the projection still has.", 0, 0, Long.MAX_VALUE),
                new Term("Discarded", "A letter that is no more.", ""),
                Term.text("reason", "Why it was given up.", "Written by a faulty import.", 1, 500),
                new Term("Decision", "What became of a letter, or of an attempt.", ""),
                new Term("letterId", "The letter's id.", LETTER),
                new Term("decision", "What became of it.", "retried"),
                new Term("by", "Who wanted it: a user, or a replay.", USER),
                new Term("at", "When.", LATER),
                new Term("Decision.error", "What failed.", "IllegalStateException: no such post"));
    }

    private static List<Term> log() {
        return List.of(
                Term.number("listEvents.after", "Only what is behind this position.", 41, 0, Long.MAX_VALUE),
                new Term(
                        "aggregate",
                        "Only of the aggregate of this id, as it is in the log: a ULID, or `inbox:` and its owner's.",
                        POST,
                        id -> id.pattern(AggregateId.PATTERN).minLength(26).maxLength(47)),
                Term.pattern("listEvents.type", "Only of this stored name.", "PostPublished", "[A-Za-z0-9_.$-]{1,200}"),
                new Term("Event", "An event as it is stored.", ""),
                Term.number("Event.position", "Where it is in the log.", 42, 1, Long.MAX_VALUE),
                new Term("eventId", "Its own id.", EVENT),
                new Term("Event.type", "Its stored name.", "PostPublished"),
                new Term("revision", "Which form of its JSON, as stored.", "1"),
                new Term("aggregateType", "Of what kind the aggregate is; `null` when it is of none.", "Post"),
                new Term("aggregateId", "The aggregate's id.", POST),
                Term.number("Event.version", "Its number in its aggregate, from 0.", 3, 0, Long.MAX_VALUE),
                new Term("recordedAt", "When it happened.", LATER),
                new Term("payload", "What happened, as stored.", Map.of("postId", POST, "publishedAt", LATER)),
                new Term("metadata", "Of what it came, as stored.", Map.of("userId", USER)));
    }

    private static Term number(String name, String meaning) {
        return Term.number(name, meaning, 0, 0, Long.MAX_VALUE);
    }
}
