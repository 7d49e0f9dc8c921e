package dev.scratchy.journeys.model;

import static dev.scratchy.journeys.model.Expected.object;
import static java.util.Objects.requireNonNull;

import dev.scratchy.journeys.Http.Answer;
import dev.scratchy.journeys.model.Post.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Wishes, one after the other, most of them sensible and some not, each sent by whoever and compared with what the model says of
 * it. The same seed makes the same wishes.
 */
final class RandomCommands {

    private static final String API = "/api/v1";
    private static final String POSTS = API + "/posts";
    private static final String USERS = API + "/users";
    private static final String COMMENTS = API + "/comments";
    private static final String NOBODYS = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

    private static final List<Set<String>> ROLES =
            List.of(Set.of("author"), Set.of("author"), Set.of("author"), Set.of(), Set.of("editor", "author"));

    /** Some with more digits than are kept, and few, so that posts meet. */
    private static final List<Instant> DATES = List.of(
            Instant.parse("2019-03-04T05:06:07.123456789Z"),
            Instant.parse("2019-03-04T05:06:07.123456Z"),
            Instant.parse("1999-12-31T23:59:59.999999999Z"),
            Instant.parse("0001-01-01T00:00:00Z"),
            Instant.parse("2024-02-29T12:00:00Z"),
            PostRules.FUTURE);

    private record Choice(int weight, Runnable wish) {}

    private final Random random;
    private final Model model;
    private final People people;
    private final Run run;
    private final Texts texts;
    private final Runnable notificationsSeen;
    private final PostRules posts;
    private final UserRules users;
    private final CommentRules comments;
    private final NoticeRules notices;
    private final List<Choice> choices;
    private final List<String> history = new ArrayList<>();
    private final Map<String, Integer> answers = new TreeMap<>();
    private int names;

    /**
     * Prepares to wish.
     *
     * @param notificationsSeen gives the model's notifications their ids, as far as they can be read
     */
    RandomCommands(Random random, Model model, People people, Run run, Runnable notificationsSeen) {
        this.random = random;
        this.model = model;
        this.people = people;
        this.run = run;
        this.texts = new Texts(random, run.prefix());
        this.notificationsSeen = notificationsSeen;
        this.posts = new PostRules(model);
        this.users = new UserRules(model);
        this.comments = new CommentRules(model);
        this.notices = new NoticeRules(model);
        this.choices = List.of(
                new Choice(18, this::createPost),
                new Choice(6, this::upsertPost),
                new Choice(13, this::updatePost),
                new Choice(16, this::publishPost),
                new Choice(6, this::unpublishPost),
                new Choice(3, this::archivePost),
                new Choice(3, this::deletePost),
                new Choice(7, this::tagPost),
                new Choice(4, this::untagPost),
                new Choice(20, this::addComment),
                new Choice(6, this::editComment),
                new Choice(4, this::deleteComment),
                new Choice(3, this::register),
                new Choice(6, this::updateUser),
                new Choice(1, this::deleteUser),
                new Choice(10, this::follow),
                new Choice(4, this::unfollow),
                new Choice(2, this::readNotification),
                new Choice(1, this::readAllNotifications));
    }

    /** How often there was which answer. */
    Map<String, Integer> answers() {
        return answers;
    }

    /** What was wished for so far, and how it was answered. */
    List<String> history() {
        return history;
    }

    void wish() {
        int ball = random.nextInt(choices.stream().mapToInt(Choice::weight).sum());
        for (Choice choice : choices) {
            ball -= choice.weight();
            if (ball < 0) {
                choice.wish().run();
                return;
            }
        }
    }

    private void createPost() {
        Caller caller = writer();
        String title = title();
        String slug = newSlug();
        String content = content();
        List<String> tags = someTags();
        Guard guard = one(9) ? Guard.version(0) : Guard.NONE;
        // A repeat makes no difference.
        List<String> sent = one(3) && tags.size() < 20
                ? Stream.concat(tags.stream(), tags.stream().limit(1)).toList()
                : tags;
        send(
                caller,
                "POST",
                POSTS,
                object("title", title, "slug", slug, "content", content, "tags", sent),
                guard,
                posts.create(caller, title, slug, content, sent, guard));
    }

    private void upsertPost() {
        Post present = one(3) ? null : some(model.livingPosts());
        String slug = present == null ? newSlug() : present.slug;
        Caller caller = present == null ? writer() : callerFor(present.author);
        String title = title();
        String content = one(2) ? content() : null;
        List<String> tags = one(2) ? someTags() : null;
        Guard guard = guard(model.withSlug(slug).map(post -> post.version).orElse(null));
        send(
                caller,
                "PUT",
                POSTS + "/by-slug/" + slug,
                present("title", title, "content", content, "tags", tags),
                guard,
                posts.upsert(caller, slug, title, content, tags, guard));
    }

    private void updatePost() {
        Target<Post> target = post(post -> !post.is(Status.ARCHIVED));
        Caller caller = callerFor(target);
        String title = one(2) ? one(6) && target.thing() != null ? target.thing().title : title() : null;
        String slug = one(3) ? newSlug() : null;
        String content = one(2) ? content() : null;
        List<String> tags = one(3) ? someTags() : null;
        Guard guard = guard(target.thing() == null ? null : target.thing().version);
        send(
                caller,
                "PATCH",
                POSTS + "/" + target.id(),
                present("title", title, "slug", slug, "content", content, "tags", tags),
                guard,
                posts.update(caller, target, title, slug, content, tags, guard));
    }

    private void publishPost() {
        Target<Post> target = post(post -> post.is(Status.DRAFT));
        Caller caller = callerFor(target);
        Instant date = one(3) ? DATES.get(random.nextInt(DATES.size())) : null;
        Guard guard = guard(target.thing() == null ? null : target.thing().version);
        send(
                caller,
                "POST",
                POSTS + "/" + target.id() + "/publish",
                date == null ? one(2) ? null : Map.of() : Map.of("publishedAt", date.toString()),
                guard,
                posts.publish(caller, target, date, guard));
    }

    private void unpublishPost() {
        Target<Post> target = post(post -> post.is(Status.PUBLISHED));
        Caller caller = callerFor(target);
        Guard guard = guard(target.thing() == null ? null : target.thing().version);
        send(
                caller,
                "POST",
                POSTS + "/" + target.id() + "/unpublish",
                null,
                guard,
                posts.unpublish(caller, target, guard));
    }

    private void archivePost() {
        Target<Post> target = post(post -> true);
        Caller caller = callerFor(target);
        Guard guard = guard(target.thing() == null ? null : target.thing().version);
        send(caller, "POST", POSTS + "/" + target.id() + "/archive", null, guard, posts.archive(caller, target, guard));
    }

    private void deletePost() {
        Target<Post> target = post(post -> true);
        Caller caller = callerFor(target);
        Guard guard = guard(target.thing() == null ? null : target.thing().version);
        send(caller, "DELETE", POSTS + "/" + target.id(), null, guard, posts.delete(caller, target, guard));
    }

    private void tagPost() {
        Target<Post> target = post(post -> !post.is(Status.ARCHIVED));
        Caller caller = callerFor(target);
        String tag = one(12) ? "Not_A_Tag" : someTag();
        Guard guard = guard(target.thing() == null ? null : target.thing().version);
        send(
                caller,
                "PUT",
                POSTS + "/" + target.id() + "/tags/" + tag,
                null,
                guard,
                posts.tag(caller, target, tag, guard));
    }

    private void untagPost() {
        Target<Post> target = post(post -> !post.is(Status.ARCHIVED) && !post.tags.isEmpty());
        Caller caller = callerFor(target);
        String tag = target.thing() == null || target.thing().tags.isEmpty() || one(4)
                ? someTag()
                : requireNonNull(some(target.thing().tags.stream()));
        Guard guard = guard(target.thing() == null ? null : target.thing().version);
        send(
                caller,
                "DELETE",
                POSTS + "/" + target.id() + "/tags/" + tag,
                null,
                guard,
                posts.untag(caller, target, tag, guard));
    }

    private void addComment() {
        Target<Post> target = post(post -> post.is(Status.PUBLISHED));
        Caller caller = one(25) ? people.anybody() : people.any(random);
        String content = one(12) ? texts.not(10_000) : texts.upTo(10_000);
        Guard guard = one(15) ? Guard.ANY : Guard.NONE;
        send(
                caller,
                "POST",
                POSTS + "/" + target.id() + "/comments",
                Map.of("content", content),
                guard,
                comments.add(caller, target, content, guard));
    }

    private void editComment() {
        Target<Comment> target = comment();
        Caller caller = callerFor(target.thing() == null ? null : target.thing().author);
        String content = one(12)
                ? texts.not(10_000)
                : one(6) && target.thing() != null ? target.thing().content : texts.upTo(10_000);
        Guard guard = guard(target.thing() == null ? null : target.thing().version);
        send(
                caller,
                "PATCH",
                COMMENTS + "/" + target.id(),
                Map.of("content", content),
                guard,
                comments.edit(caller, target, content, guard));
    }

    private void deleteComment() {
        Target<Comment> target = comment();
        Caller caller = callerFor(target.thing() == null ? null : target.thing().author);
        Guard guard = guard(target.thing() == null ? null : target.thing().version);
        send(caller, "DELETE", COMMENTS + "/" + target.id(), null, guard, comments.delete(caller, target, guard));
    }

    /** Also gives whoever is registered a token. */
    private void register() {
        Caller caller = one(8) ? people.any(random) : people.admin();
        String username = newUsername();
        String displayName = one(12) ? texts.not(200) : texts.upTo(200);
        String email = one(2) ? email() : null;
        String bio = one(2) ? bio() : null;
        Guard guard = one(15) ? Guard.version(0) : Guard.NONE;
        int before = model.accounts.size();
        send(
                caller,
                "POST",
                USERS,
                present("username", username, "displayName", displayName, "email", email, "bio", bio),
                guard,
                users.register(caller, username, displayName, email, bio, guard));
        if (model.accounts.size() > before) {
            Account account = model.accounts.getLast();
            people.join(account, ROLES.get(random.nextInt(ROLES.size())));
        }
    }

    private void updateUser() {
        Target<Account> target = account();
        Caller caller = callerFor(target.thing());
        String username = one(3) ? newUsername() : null;
        String displayName = one(2) ? one(12) ? texts.not(200) : texts.upTo(200) : null;
        String email = one(3) ? email() : null;
        String bio = one(3) ? bio() : null;
        Guard guard = guard(target.thing() == null ? null : target.thing().version);
        send(
                caller,
                "PATCH",
                USERS + "/" + target.id(),
                present("username", username, "displayName", displayName, "email", email, "bio", bio),
                guard,
                users.update(caller, target, username, displayName, email, bio, guard));
    }

    /** The admin is needed to the end. */
    private void deleteUser() {
        Target<Account> target = account();
        if (target.thing() != people.admin().account()) {
            Caller caller = callerFor(target.thing());
            Guard guard = guard(target.thing() == null ? null : target.thing().version);
            send(caller, "DELETE", USERS + "/" + target.id(), null, guard, users.delete(caller, target, guard));
        }
    }

    private void follow() {
        Target<Account> target = account();
        Caller caller = one(25) ? people.anybody() : people.any(random);
        Guard guard = guard(caller.account() == null ? null : caller.account().version);
        send(caller, "PUT", USERS + "/" + target.id() + "/follow", null, guard, users.follow(caller, target, guard));
    }

    private void unfollow() {
        Caller caller = one(25) ? people.anybody() : people.any(random);
        Account followed = caller.account() == null ? null : some(caller.account().follows.keySet().stream());
        Target<Account> target = followed == null || one(4) ? account() : new Target<>(followed.id, followed);
        Guard guard = guard(caller.account() == null ? null : caller.account().version);
        send(
                caller,
                "DELETE",
                USERS + "/" + target.id() + "/follow",
                null,
                guard,
                users.unfollow(caller, target, guard));
    }

    private void readNotification() {
        notificationsSeen.run();
        Notice notice =
                some((one(6) ? model.goneNotices : model.notices).stream().filter(known -> known.id != null));
        Target<Notice> target = notice == null || one(12)
                ? new Target<>(one(2) ? NOBODYS : Target.MALFORMED, null)
                : new Target<>(requireNonNull(notice.id), notice);
        Caller caller = callerFor(target.thing() == null ? null : target.thing().receiver);
        send(
                caller,
                "POST",
                API + "/notifications/" + target.id() + "/read",
                null,
                Guard.NONE,
                notices.read(caller, target));
    }

    private void readAllNotifications() {
        Caller caller = one(25) ? people.anybody() : people.any(random);
        send(caller, "POST", API + "/notifications/read-all", null, Guard.NONE, notices.readAll(caller));
    }

    private void send(Caller caller, String method, String path, @Nullable Object body, Guard guard, Verdict verdict) {
        Instant before = Instant.now();
        Answer answer = caller.http().send(method, path, body, guard.headers());
        Moment at = Moment.between(before, Instant.now());
        String wish = history.size() + ": " + method + " " + path + " "
                + (guard.header() == null ? "" : "If-Match " + guard.header() + " ") + "by " + caller + ": "
                + answer.status() + " " + answer.code() + " " + answer.text("id") + " "
                + answer.data().path("version");
        history.add(wish);
        answers.merge((answer.status() + " " + answer.code()).strip(), 1, Integer::sum);
        String difference = verdict.difference(answer);
        if (difference != null) {
            throw new AssertionError(wish + "\n  " + difference + "\n  body: " + body);
        }
        if (verdict.isGranted(answer)) {
            requireNonNull(verdict.grant()).effect().take(answer.text("id"), at);
        }
    }

    /** Mostly somebody who may write posts. */
    private Caller writer() {
        Caller writer = some(people.all().filter(caller -> caller.hasAccount() && caller.mayWritePosts()));
        return writer == null || one(10) ? people.any(random) : writer;
    }

    /** Mostly whose it is, or somebody who may do everything. */
    private Caller callerFor(@Nullable Account owner) {
        int ball = random.nextInt(30);
        if (ball == 0) {
            return people.anybody();
        }
        if (ball == 1) {
            return people.editor();
        }
        if (ball == 2) {
            return people.admin();
        }
        return ball < 6 || owner == null ? people.any(random) : people.as(owner);
    }

    private Caller callerFor(Target<Post> target) {
        return callerFor(target.thing() == null ? null : target.thing().author);
    }

    /** Mostly one that is there and suits; else any, one that is gone, or none at all. */
    private Target<Post> post(Predicate<Post> suitable) {
        Post post = one(12)
                ? some(model.posts.stream())
                : some(model.livingPosts().filter(living -> suitable.test(living) || one(6)));
        return post == null || one(40) ? nothing() : new Target<>(spelt(post.id), post);
    }

    private Target<Comment> comment() {
        Comment comment = some(one(8) ? model.comments.stream() : model.livingComments());
        return comment == null || one(40) ? nothing() : new Target<>(spelt(comment.id), comment);
    }

    private Target<Account> account() {
        Account account = some(one(8) ? model.accounts.stream() : model.livingAccounts());
        return account == null || one(40) ? nothing() : new Target<>(spelt(account.id), account);
    }

    private <T> Target<T> nothing() {
        return new Target<>(one(2) ? NOBODYS : Target.MALFORMED, null);
    }

    /** Lower case is as good. */
    private String spelt(String id) {
        return one(20) ? id.toLowerCase(java.util.Locale.ROOT) : id;
    }

    private Guard guard(@Nullable Long version) {
        long present = version == null ? 0 : version;
        return switch (random.nextInt(40)) {
            case 0 -> Guard.version(present + 1);
            case 1 -> Guard.version(Math.max(0, present - 1));
            case 2, 3 -> Guard.version(present);
            case 4 -> Guard.read(present);
            case 5 -> Guard.ANY;
            case 6 -> one(5) ? Guard.MALFORMED : Guard.NONE;
            default -> Guard.NONE;
        };
    }

    private String title() {
        return one(15) ? texts.not(200) : texts.upTo(200);
    }

    private String content() {
        return switch (random.nextInt(25)) {
            case 0 -> "";
            case 1 -> one(3) ? "é".repeat((1 << 19) + 1) : "NUL\0";
            default -> texts.upTo(one(20) ? 200_000 : 2_000);
        };
    }

    private String bio() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> "";
            case 3 -> "x".repeat(2_001);
            default -> texts.upTo(2_000);
        };
    }

    private String email() {
        return switch (random.nextInt(5)) {
            case 0, 1 -> "";
            case 2 -> "no address";
            case 3 -> "o'hara+%_--" + random.nextInt(100) + "@example.org";
            default -> "a" + random.nextInt(100) + "@example.org";
        };
    }

    /** Mostly a new one; else one that a post has or had, or that cannot be one. */
    private String newSlug() {
        Post other = one(4) ? some(model.posts.stream()) : null;
        if (other != null) {
            return other.slug;
        }
        String former = one(6) ? some(model.formerSlugs().keySet().stream().sorted()) : null;
        if (former != null) {
            return former;
        }
        return one(25) ? "Not_A_Slug" : run.name() + "-" + names++;
    }

    private String newUsername() {
        Account other = one(4) ? some(model.accounts.stream()) : null;
        if (other != null) {
            return other.formerUsernames.isEmpty() || one(2) ? other.username : other.formerUsernames.getLast();
        }
        return one(12) ? "Ärger mit ' dem Namen" : run.name() + "_u" + names++;
    }

    private List<String> someTags() {
        if (one(15)) {
            return run.tags().subList(0, 18 + random.nextInt(run.tags().size() - 17));
        }
        if (one(25)) {
            return List.of("Not_A_Tag");
        }
        return Stream.generate(this::someTag)
                .distinct()
                .limit(random.nextInt(5))
                .toList();
    }

    /** The first ones more often. */
    private String someTag() {
        return run.tags()
                .get(Math.min(
                        random.nextInt(run.tags().size()),
                        random.nextInt(run.tags().size())));
    }

    private <T> @Nullable T some(Stream<T> things) {
        List<T> all = things.toList();
        return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
    }

    private boolean one(int in) {
        return random.nextInt(in) == 0;
    }

    /** An object of those that are there. */
    private static Map<String, @Nullable Object> present(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> object = object(namesAndValues);
        object.values().removeIf(value -> value == null);
        return object;
    }
}
