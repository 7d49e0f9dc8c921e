package dev.scratchy.journeys.model;

import static dev.scratchy.journeys.model.Refusal.FORBIDDEN;
import static dev.scratchy.journeys.model.Refusal.INVALID_STATE;
import static dev.scratchy.journeys.model.Refusal.NOT_FOUND;
import static dev.scratchy.journeys.model.Refusal.SLUG_TAKEN;
import static dev.scratchy.journeys.model.Refusal.VERSION_CONFLICT;
import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.scratchy.journeys.model.Post.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of posts. */
final class PostRules {

    /** Beyond every clock of a test. */
    static final Instant FUTURE = Instant.parse("2999-01-01T00:00:00Z");

    private final Model model;

    PostRules(Model model) {
        this.model = model;
    }

    Verdict create(Caller caller, String title, String slug, String content, List<String> tags, Guard guard) {
        return Objections.toWriting(caller)
                .readable(guard)
                .valid(Shape.title(title) && Shape.slug(slug) && Shape.content(content) && Shape.tags(tags))
                .unguarded(guard)
                .when(!caller.hasAccount(), FORBIDDEN)
                .when(model.isTaken(slug, null), SLUG_TAKEN)
                .orElse(() -> created(caller, title, slug, content, tags));
    }

    Verdict upsert(
            Caller caller,
            String slug,
            String title,
            @Nullable String content,
            @Nullable List<String> tags,
            Guard guard) {
        Objections objections = Objections.toWriting(caller)
                .readable(guard)
                .valid(Shape.title(title) && Shape.slug(slug) && Shape.content(content) && Shape.tags(tags));
        Post present = model.withSlug(slug).orElse(null);
        if (present != null) {
            return change(objections, caller, present, guard)
                    .orElse(() -> updated(present, title, null, content, tags));
        }
        return objections
                .unguarded(guard)
                .when(!caller.hasAccount(), FORBIDDEN)
                .orElse(() -> created(
                        caller, title, slug, requireNonNullElse(content, ""), requireNonNullElse(tags, List.of())));
    }

    Verdict update(
            Caller caller,
            Target<Post> target,
            @Nullable String title,
            @Nullable String slug,
            @Nullable String content,
            @Nullable List<String> tags,
            Guard guard) {
        Objections objections = Objections.toWriting(caller)
                .readable(guard, target)
                .valid(Shape.title(title) && Shape.slug(slug) && Shape.content(content) && Shape.tags(tags));
        Post post = living(target);
        if (post == null) {
            return absent(objections, guard);
        }
        return change(objections, caller, post, guard)
                .when(model.isTaken(slug, post), SLUG_TAKEN)
                .orElse(() -> updated(post, title, slug, content, tags));
    }

    Verdict tag(Caller caller, Target<Post> target, String tag, Guard guard) {
        Objections objections =
                Objections.toWriting(caller).readable(guard, target).valid(Shape.tag(tag));
        Post post = living(target);
        if (post == null) {
            return absent(objections, guard);
        }
        boolean there = post.tags.contains(tag);
        return change(objections, caller, post, guard)
                .when(!there && post.tags.size() == 20, INVALID_STATE)
                .orElse(() -> there ? same(post) : changed(post, (id, at) -> post.tags = with(post.tags, tag)));
    }

    Verdict untag(Caller caller, Target<Post> target, String tag, Guard guard) {
        Objections objections =
                Objections.toWriting(caller).readable(guard, target).valid(Shape.tag(tag));
        Post post = living(target);
        if (post == null) {
            return absent(objections, guard);
        }
        return change(objections, caller, post, guard)
                .orElse(() -> post.tags.contains(tag)
                        ? changed(post, (id, at) -> post.tags = without(post.tags, tag))
                        : same(post));
    }

    /** A post is published with the date that was asked for, or now. */
    Verdict publish(Caller caller, Target<Post> target, @Nullable Instant date, Guard guard) {
        Objections objections =
                Objections.toWriting(caller).readable(guard, target).valid(date == null || date.isBefore(FUTURE));
        Post post = living(target);
        if (post == null) {
            return absent(objections, guard);
        }
        own(objections, caller, post, guard);
        return switch (post.status) {
            case DRAFT ->
                objections.orElse(() -> changed(post, (id, at) -> {
                    post.status = Status.PUBLISHED;
                    post.published = date == null ? at : Moment.exactly(date);
                    model.announce(post, at);
                }));
            case PUBLISHED ->
                objections
                        .when(date != null && !Moment.exactly(date).equals(post.published), INVALID_STATE)
                        .orElse(() -> same(post));
            case ARCHIVED -> objections.when(true, INVALID_STATE).refuse();
        };
    }

    Verdict unpublish(Caller caller, Target<Post> target, Guard guard) {
        Objections objections = Objections.toWriting(caller).readable(guard, target);
        Post post = living(target);
        if (post == null) {
            return absent(objections, guard);
        }
        own(objections, caller, post, guard);
        return switch (post.status) {
            case DRAFT -> objections.orElse(() -> same(post));
            case PUBLISHED ->
                objections.orElse(() -> changed(post, (id, at) -> {
                    post.status = Status.DRAFT;
                    post.published = null;
                }));
            case ARCHIVED -> objections.when(true, INVALID_STATE).refuse();
        };
    }

    Verdict archive(Caller caller, Target<Post> target, Guard guard) {
        Objections objections = Objections.toWriting(caller).readable(guard, target);
        Post post = living(target);
        if (post == null) {
            return absent(objections, guard);
        }
        return own(objections, caller, post, guard)
                .orElse(() -> post.is(Status.ARCHIVED)
                        ? same(post)
                        : changed(post, (id, at) -> post.status = Status.ARCHIVED));
    }

    Verdict delete(Caller caller, Target<Post> target, Guard guard) {
        Objections objections = Objections.toWriting(caller).readable(guard, target);
        Post post = living(target);
        if (post == null) {
            return absent(objections, guard);
        }
        return own(objections, caller, post, guard).orElse(() -> changed(post, (id, at) -> model.delete(post)));
    }

    private static Objections own(Objections objections, Caller caller, Post post, Guard guard) {
        return objections
                .when(!guard.lets(post.version), VERSION_CONFLICT)
                .when(!caller.is(post.author) && !caller.isEditor(), FORBIDDEN);
    }

    private static Objections change(Objections objections, Caller caller, Post post, Guard guard) {
        return own(objections, caller, post, guard).when(post.is(Status.ARCHIVED), INVALID_STATE);
    }

    private static @Nullable Post living(Target<Post> target) {
        return target.thing() == null || target.thing().deleted ? null : target.thing();
    }

    private static Verdict absent(Objections objections, Guard guard) {
        return objections
                .when(true, NOT_FOUND)
                .when(guard.isThere(), VERSION_CONFLICT)
                .refuse();
    }

    private Verdict created(Caller caller, String title, String slug, String content, List<String> tags) {
        return Verdict.created((id, at) -> {
            model.posts.add(
                    new Post(id, requireNonNull(caller.account()), title, slug, content, withoutRepeats(tags), at));
        });
    }

    private Verdict updated(
            Post post,
            @Nullable String title,
            @Nullable String slug,
            @Nullable String content,
            @Nullable List<String> tags) {
        String newTitle = requireNonNullElse(title, post.title);
        String newSlug = requireNonNullElse(slug, post.slug);
        String newContent = requireNonNullElse(content, post.content);
        List<String> newTags = tags == null ? post.tags : withoutRepeats(tags);
        if (newTitle.equals(post.title)
                && newSlug.equals(post.slug)
                && newContent.equals(post.content)
                && newTags.equals(post.tags)) {
            return same(post);
        }
        return changed(post, (id, at) -> {
            post.formerTexts.add(post.title);
            post.formerTexts.add(post.content);
            post.title = newTitle;
            post.content = newContent;
            post.tags = newTags;
            if (!newSlug.equals(post.slug)) {
                model.rename(post, newSlug);
            }
        });
    }

    private static Verdict same(Post post) {
        return Verdict.changed(post.id, post.version, Verdict.Effect.NONE);
    }

    private static Verdict changed(Post post, Verdict.Effect effect) {
        return Verdict.changed(post.id, post.version + 1, (id, at) -> {
            post.version++;
            post.updated = at;
            effect.take(id, at);
        });
    }

    private static List<String> with(List<String> tags, String tag) {
        List<String> more = new ArrayList<>(tags);
        more.add(tag);
        return more;
    }

    private static List<String> without(List<String> tags, String tag) {
        return tags.stream().filter(other -> !other.equals(tag)).toList();
    }

    private static List<String> withoutRepeats(List<String> tags) {
        return List.copyOf(new LinkedHashSet<>(tags));
    }
}
