package dev.scratchy.journeys.model;

import static dev.scratchy.journeys.model.Expected.object;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scratchy.journeys.model.Expected.Some;
import dev.scratchy.journeys.model.Post.Status;
import dev.scratchy.journeys.model.Question.Found;
import dev.scratchy.journeys.model.Question.Moved;
import dev.scratchy.journeys.model.Question.Refused;
import dev.scratchy.journeys.model.Question.Walk;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be read, as different people may ask for it. What is asked for in several ways, such as with other pages or
 * with more included, is asked for in one of them, which chance decides.
 */
final class Questions {

    private static final String API = "/api/v1";
    private static final String POSTS = API + "/posts";
    private static final String USERS = API + "/users/";

    private final Model model;
    private final Shown shown;
    private final People people;
    private final Run run;
    private final Random random;
    private final List<Question> questions = new ArrayList<>();

    private Questions(Model model, People people, Run run, Random random) {
        this.model = model;
        this.shown = new Shown(model);
        this.people = people;
        this.run = run;
        this.random = random;
    }

    static List<Question> about(Model model, People people, Run run, Random random) {
        var questions = new Questions(model, people, run, random);
        model.posts.forEach(questions::post);
        questions.formerSlugs();
        questions.lists();
        questions.tags();
        model.comments.forEach(questions::comment);
        model.accounts.forEach(questions::account);
        people.all().forEach(questions::own);
        model.posts.forEach(questions::search);
        questions.searchForAll();
        return questions.questions;
    }

    /** The cursor of what follows, if there is more. */
    static @Nullable Object next(boolean more) {
        return more ? new Some("a cursor", cursor -> !cursor.asString("").isEmpty()) : null;
    }

    private void post(Post post) {
        String id = POSTS + "/" + post.id;
        String slug = POSTS + "/by-slug/" + post.slug;
        boolean present =
                model.withSlug(post.slug).filter(other -> other == post).isPresent();
        for (Caller caller : askersFor(post.author)) {
            if (post.isVisibleTo(caller)) {
                boolean author = random.nextBoolean();
                boolean comments = random.nextBoolean();
                Object body = object("data", shown.post(post, author, comments));
                String etag = author || comments
                        ? ""
                        : Shown.etag(post.version, model.commentsOn(post).size());
                found(caller, id + "?include=" + include(author, comments), body, etag);
                found(caller, slug + "?include=" + include(author, comments), body, etag);
                pages(
                        caller,
                        id + "/comments?",
                        model.commentsOn(post).stream().map(Shown::comment).toList());
            } else {
                refused(caller, id, Refusal.NOT_FOUND);
                refused(caller, id + "/comments", Refusal.NOT_FOUND);
                if (present) {
                    refused(caller, slug, Refusal.NOT_FOUND);
                }
            }
        }
        if (post.deleted
                && model.withSlug(post.slug).isEmpty()
                && !model.formerSlugs().containsKey(post.slug)) {
            refused(people.admin(), slug, Refusal.NOT_FOUND);
        }
    }

    private void formerSlugs() {
        model.formerSlugs().forEach((slug, post) -> {
            String path = POSTS + "/by-slug/" + slug;
            for (Caller caller : askersFor(post.author)) {
                if (post.isVisibleTo(caller)) {
                    questions.add(new Moved(caller, path, POSTS + "/by-slug/" + post.slug));
                } else {
                    refused(caller, path, Refusal.NOT_FOUND);
                }
            }
        });
    }

    private void lists() {
        refused(people.anybody(), POSTS + "?status=draft", Refusal.UNAUTHENTICATED);
        refused(people.anybody(), POSTS + "?status=archived", Refusal.UNAUTHENTICATED);
        for (String tag : run.tags()) {
            Predicate<Post> tagged = post -> post.tags.contains(tag);
            list(people.anybody(), "?tag=" + tag, tagged.and(post -> post.is(Status.PUBLISHED)));
            list(people.editor(), "?status=archived&tag=" + tag, tagged.and(post -> post.is(Status.ARCHIVED)));
        }
        for (Account author : model.accounts) {
            Predicate<Post> written = post -> post.author == author;
            Status status = random.nextBoolean() ? Status.DRAFT : Status.ARCHIVED;
            String filter = "?author=" + author.id;
            String tag = run.tags().get(random.nextInt(3));
            list(people.admin(), filter, written.and(post -> post.is(Status.PUBLISHED)));
            list(
                    people.anybody(),
                    filter + "&tag=" + tag,
                    written.and(post -> post.is(Status.PUBLISHED) && post.tags.contains(tag)));
            list(people.editor(), filter + "&status=draft", written.and(post -> post.is(Status.DRAFT)));
            list(
                    people.editor(),
                    filter + "&tag=" + tag + "&status=" + status.text(),
                    written.and(post -> post.is(status) && post.tags.contains(tag)));
            people.all()
                    .filter(caller -> !caller.isAnonymous() && !caller.isEditor() && !caller.is(author))
                    .findFirst()
                    .ifPresent(other -> refused(other, POSTS + filter + "&status=draft", Refusal.FORBIDDEN));
        }
    }

    private void list(Caller caller, String filter, Predicate<Post> posts) {
        boolean author = random.nextBoolean();
        boolean comments = random.nextBoolean();
        list(caller, POSTS + filter + "&include=" + include(author, comments) + "&", posts, author, comments);
    }

    /** By pages, or by cursor. */
    private void list(Caller caller, String path, Predicate<Post> posts, boolean author, boolean comments) {
        List<?> rows = model.list(posts).stream()
                .map(post -> shown.summary(post, author, comments))
                .toList();
        if (random.nextBoolean()) {
            pages(caller, path, rows);
        } else {
            questions.add(new Walk(caller, path.substring(0, path.length() - 1), 1 + random.nextInt(5), rows));
        }
    }

    private void tags() {
        record TagCount(String tag, long posts) {}
        List<TagCount> counts = run.tags().stream()
                .map(tag -> new TagCount(
                        tag,
                        model.list(post -> post.is(Status.PUBLISHED) && post.tags.contains(tag))
                                .size()))
                .filter(count -> count.posts() > 0)
                .sorted(Comparator.comparingLong(TagCount::posts).reversed().thenComparing(TagCount::tag))
                .toList();
        List<String> expected =
                counts.stream().map(count -> count.tag() + " " + count.posts()).toList();
        found(
                people.anybody(),
                API + "/tags",
                object(
                        "data",
                        new Some(
                                "the tags " + expected,
                                tags -> tags.values().stream()
                                        .filter(tag -> run.tags()
                                                .contains(tag.path("tag").asString("")))
                                        .map(tag -> tag.path("tag").asString("") + " " + tag.path("posts"))
                                        .toList()
                                        .equals(expected))));
    }

    private void comment(Comment comment) {
        String path = API + "/comments/" + comment.id;
        List<Caller> askers = askersFor(comment.post.author);
        for (Caller caller : List.of(people.anybody(), askers.get(random.nextInt(askers.size())))) {
            if (!comment.deleted && comment.post.isVisibleTo(caller)) {
                found(
                        caller,
                        path,
                        object("data", Shown.comment(comment)),
                        Shown.etag(comment.version, comment.author.version));
            } else {
                refused(caller, path, Refusal.NOT_FOUND);
            }
        }
    }

    private void account(Account account) {
        String id = USERS + account.id;
        account.formerUsernames.stream()
                .filter(username -> model.called(username).isEmpty())
                .forEach(username -> refused(people.anybody(), USERS + "by-username/" + username, Refusal.NOT_FOUND));
        if (account.deleted) {
            for (String part : List.of("", "/posts", "/followers", "/following")) {
                refused(people.admin(), id + part, Refusal.NOT_FOUND);
            }
            if (model.called(account.username).isEmpty()) {
                refused(people.anybody(), USERS + "by-username/" + account.username, Refusal.NOT_FOUND);
            }
            return;
        }
        for (Caller caller : askersFor(account)) {
            Object body = object("data", shown.account(account, caller));
            String etag = Shown.etag(account.version, model.followersOf(account).size(), account.follows.size());
            found(caller, id, body, etag);
            found(caller, USERS + "by-username/" + account.username, body, etag);
        }
        pages(
                people.anybody(),
                id + "/followers?",
                model.followersOf(account).stream()
                        .map(follower -> Shown.inList(follower, Model.since(follower, account)))
                        .toList());
        pages(
                people.anybody(),
                id + "/following?",
                Model.followedBy(account).stream()
                        .map(followed -> Shown.inList(followed, Model.since(account, followed)))
                        .toList());
        boolean author = random.nextBoolean();
        list(
                people.anybody(),
                id + "/posts?include=" + include(author, false) + "&",
                post -> post.author == account && post.is(Status.PUBLISHED),
                author,
                false);
    }

    /** What somebody with a token is shown of their own, also after the account is gone. */
    private void own(Caller caller) {
        Account account = caller.account();
        if (account == null) {
            refused(caller, API + "/me/feed", Refusal.UNAUTHENTICATED);
            refused(caller, API + "/me/notifications", Refusal.UNAUTHENTICATED);
            return;
        }
        boolean comments = random.nextBoolean();
        list(
                caller,
                API + "/me/feed?include=" + include(false, comments) + "&",
                post -> post.is(Status.PUBLISHED) && account.follows.containsKey(post.author),
                false,
                comments);
        List<Notice> notices = model.noticesOf(account);
        String path = API + "/me/notifications?";
        pages(caller, path, Shown.notices(notices));
        pages(
                caller,
                path + "unread=true&",
                Shown.notices(
                        notices.stream().filter(notice -> notice.read == null).toList()));
        pages(
                caller,
                path + "unread=false&",
                Shown.notices(
                        notices.stream().filter(notice -> notice.read != null).toList()));
        if (!caller.isEditor()) {
            list(caller, "?status=draft", post -> post.author == account && post.is(Status.DRAFT));
            list(caller, "?status=archived", post -> post.author == account && post.is(Status.ARCHIVED));
        }
    }

    private void search(Post post) {
        words(post.title).forEach(word -> searchAround(post, post.title, false, word));
        words(post.content).forEach(word -> searchAround(post, post.content, true, word));
        post.formerTexts.stream()
                .flatMap(text -> words(text).stream())
                .filter(word -> !post.title.contains(word) && !post.content.contains(word))
                .limit(2)
                .forEach(word -> search(people.admin(), word, List.of()));
    }

    /** For a word that no other post has, or for more of the text that it stands in. */
    private void searchAround(Post post, String text, boolean content, String word) {
        int place = text.indexOf(word);
        int begin = Math.max(0, place - random.nextInt(8));
        int end = Math.min(text.length(), place + word.length() + random.nextInt(8));
        String around = text.substring(
                Character.isLowSurrogate(text.charAt(begin)) ? begin - 1 : begin,
                end < text.length() && Character.isLowSurrogate(text.charAt(end)) ? end + 1 : end);
        String lower = word.toLowerCase(Locale.ROOT);
        String query = random.nextBoolean() ? lower : around.strip();
        List<Caller> askers = askersFor(post.author);
        for (Caller caller : List.of(people.anybody(), askers.get(random.nextInt(askers.size())))) {
            search(caller, query, post.isVisibleTo(caller) ? List.of(Shown.hit(post, query, content)) : List.of());
        }
        // Where LIKE would find it, did it take these for more than what they are.
        search(people.admin(), lower.replace('x', '_'), List.of());
        search(people.admin(), lower.substring(0, 4) + "%" + lower.substring(5), List.of());
    }

    private void searchForAll() {
        for (Caller caller : List.of(people.anybody(), people.editor())) {
            List<String> ids = model
                    .list(post -> post.isVisibleTo(caller)
                            && (post.title + post.content)
                                    .toLowerCase(Locale.ROOT)
                                    .contains(run.prefix()))
                    .stream()
                    .map(post -> post.id)
                    .sorted()
                    .toList();
            int limit = 50;
            found(
                    caller,
                    API + "/search?limit=" + limit + "&q=" + encoded(run.prefix()),
                    object("data", new Some("the posts " + ids, hits -> {
                        List<String> foundIds = hits.values().stream()
                                .map(hit -> hit.path("id").asString(""))
                                .sorted()
                                .toList();
                        return ids.size() <= limit
                                ? foundIds.equals(ids)
                                : foundIds.size() == limit && ids.containsAll(foundIds);
                    })));
        }
    }

    private void search(Caller caller, String query, List<?> hits) {
        found(caller, API + "/search?limit=" + (1 + random.nextInt(50)) + "&q=" + encoded(query), object("data", hits));
    }

    private List<String> words(String text) {
        Matcher words = Pattern.compile(run.prefix() + "x\\d{5}q", Pattern.CASE_INSENSITIVE)
                .matcher(text);
        return words.results().map(word -> word.group()).toList();
    }

    /** All pages and the one behind them. */
    private void pages(Caller caller, String path, List<?> rows) {
        int limit = 1 + random.nextInt(9);
        int pages = (rows.size() + limit - 1) / limit;
        for (int page = 1; page <= pages + 1; page++) {
            List<?> part = rows.subList(Math.min((page - 1) * limit, rows.size()), Math.min(page * limit, rows.size()));
            Map<String, @Nullable Object> meta =
                    object("page", page, "limit", limit, "total", rows.size(), "totalPages", pages);
            found(caller, path + "page=" + page + "&limit=" + limit, object("data", part, "meta", meta));
        }
    }

    /** Nobody, the one whose it is, another one, and one of those who see everything. */
    private List<Caller> askersFor(Account owner) {
        List<Caller> others = people.all()
                .filter(caller -> !caller.is(owner) && !caller.isEditor() && !caller.isAnonymous())
                .toList();
        return Stream.of(
                        Stream.of(people.anybody()),
                        people.all().filter(caller -> caller.is(owner)),
                        others.stream()
                                .skip(random.nextInt(Math.max(1, others.size())))
                                .limit(1),
                        Stream.of(random.nextBoolean() ? people.editor() : people.admin()))
                .flatMap(askers -> askers)
                .distinct()
                .toList();
    }

    private void found(Caller caller, String path, Object body) {
        found(caller, path, body, "");
    }

    private void found(Caller caller, String path, Object body, String etag) {
        questions.add(new Found(caller, path, body, etag));
    }

    private void refused(Caller caller, String path, Refusal refusal) {
        questions.add(new Refused(caller, path, refusal));
    }

    private static String include(boolean author, boolean comments) {
        return String.join(
                ",",
                Stream.of(author ? "author" : "", comments ? "comments" : "")
                        .filter(part -> !part.isEmpty())
                        .toList());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
