package dev.scratchy.command.post;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.markDeleted;

import dev.scratchy.shared.identity.PostId;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.post.PostArchived;
import dev.scratchy.shared.post.PostCreated;
import dev.scratchy.shared.post.PostDeleted;
import dev.scratchy.shared.post.PostEvent;
import dev.scratchy.shared.post.PostPublished;
import dev.scratchy.shared.post.PostRules;
import dev.scratchy.shared.post.PostTagged;
import dev.scratchy.shared.post.PostUnpublished;
import dev.scratchy.shared.post.PostUntagged;
import dev.scratchy.shared.post.PostUpdated;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import dev.scratchy.shared.security.Caller;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A post decides here what may happen to it. {@code decide} looks at a wish and at what has been, and applies the facts;
 * {@code on} folds facts into what later decisions need, and decides nothing. A wish for what is already so is granted
 * without a new fact, so that a client may safely send it twice.
 */
@AggregateRoot(type = "Post")
@SuppressWarnings("NullAway.Init") // filled by the first event, before anything is asked of it
class Post {

    private enum Status {
        DRAFT,
        PUBLISHED,
        ARCHIVED
    }

    @AggregateIdentifier
    private PostId id;

    private UserId author;
    private String title;
    private String slug;
    private String content;
    private List<String> tags;
    private Status status;
    private @Nullable Instant publishedAt;

    /** For Axon, which folds a stream into an empty one. */
    Post() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    PostId decide(CreatePost wish, Caller caller, SlugReservations slugs) {
        UserId writer = caller.signedIn();
        return begin(wish, writer, reserved(wish, writer, slugs));
    }

    /** For a slug that is reserved already. */
    PostId begin(CreatePost wish, UserId writer, String reservedSlug) {
        apply(new PostCreated(
                wish.id().value(),
                writer.value(),
                wish.title(),
                reservedSlug,
                wish.content(),
                withoutRepeats(wish.tags())));
        return id;
    }

    @CommandHandler
    PostId decide(UpdatePost wish, Caller caller, SlugReservations slugs) {
        mustBeChangeableBy(caller);
        String newSlug = changed(wish.slug(), slug);
        List<String> wished = wish.tags() == null ? null : withoutRepeats(wish.tags());
        var update = new PostUpdated(
                id.value(),
                changed(wish.title(), title),
                newSlug,
                newSlug == null ? null : slug,
                changed(wish.content(), content),
                changed(wished, tags));
        if (newSlug != null) {
            slugs.rename(id, newSlug);
        }
        if (!update.equals(new PostUpdated(id.value(), null, null, null, null, null))) {
            apply(update);
        }
        return id;
    }

    @CommandHandler
    PostId decide(PublishPost wish, Caller caller, SlugReservations slugs, Clock clock) {
        mustBeOf(caller);
        Instant date = wish.publishedAt() == null ? null : storable(wish.publishedAt());
        switch (status) {
            case DRAFT -> {
                slugs.setPublished(id, true);
                apply(new PostPublished(id.value(), date != null ? date : storable(clock.instant())));
            }
            case PUBLISHED -> {
                if (date != null && !date.equals(publishedAt)) {
                    throw impossible("It is published already, with the date " + publishedAt + ".");
                }
            }
            case ARCHIVED -> throw impossible("An archived post cannot be published.");
        }
        return id;
    }

    @CommandHandler
    PostId decide(UnpublishPost wish, Caller caller, SlugReservations slugs) {
        mustBeOf(caller);
        switch (status) {
            case DRAFT -> {}
            case PUBLISHED -> {
                slugs.setPublished(id, false);
                apply(new PostUnpublished(id.value()));
            }
            case ARCHIVED -> throw impossible("An archived post cannot become a draft.");
        }
        return id;
    }

    @CommandHandler
    PostId decide(ArchivePost wish, Caller caller, SlugReservations slugs) {
        mustBeOf(caller);
        if (status == Status.PUBLISHED) {
            slugs.setPublished(id, false);
        }
        if (status != Status.ARCHIVED) {
            apply(new PostArchived(id.value()));
        }
        return id;
    }

    @CommandHandler
    PostId decide(TagPost wish, Caller caller) {
        mustBeChangeableBy(caller);
        if (!tags.contains(wish.tag())) {
            if (tags.size() == PostRules.MAX_TAGS) {
                throw impossible("A post has at most " + PostRules.MAX_TAGS + " tags.");
            }
            apply(new PostTagged(id.value(), wish.tag()));
        }
        return id;
    }

    @CommandHandler
    PostId decide(UntagPost wish, Caller caller) {
        mustBeChangeableBy(caller);
        if (tags.contains(wish.tag())) {
            apply(new PostUntagged(id.value(), wish.tag()));
        }
        return id;
    }

    @CommandHandler
    PostId decide(DeletePost wish, Caller caller, SlugReservations slugs) {
        mustBeOf(caller);
        slugs.release(id);
        apply(new PostDeleted(id.value()));
        return id;
    }

    boolean isCalled(String name) {
        return slug.equals(name);
    }

    @EventSourcingHandler
    void on(PostEvent event) {
        switch (event) {
            case PostCreated created -> {
                id = PostId.of(created.postId());
                author = UserId.of(created.authorId());
                title = created.title();
                slug = created.slug();
                content = created.content();
                tags = created.tags();
                status = Status.DRAFT;
            }
            case PostUpdated updated -> {
                title = Objects.requireNonNullElse(updated.title(), title);
                slug = Objects.requireNonNullElse(updated.slug(), slug);
                content = Objects.requireNonNullElse(updated.content(), content);
                tags = Objects.requireNonNullElse(updated.tags(), tags);
            }
            case PostPublished published -> {
                status = Status.PUBLISHED;
                publishedAt = published.publishedAt();
            }
            case PostUnpublished unpublished -> {
                status = Status.DRAFT;
                publishedAt = null;
            }
            case PostArchived archived -> status = Status.ARCHIVED;
            case PostTagged tagged ->
                tags = Stream.concat(tags.stream(), Stream.of(tagged.tag())).toList();
            case PostUntagged untagged ->
                tags = tags.stream().filter(tag -> !tag.equals(untagged.tag())).toList();
            case PostDeleted deleted -> markDeleted();
        }
    }

    private void mustBeOf(Caller caller) {
        if (!caller.is(author) && !caller.isEditor()) {
            throw new Refused(ProblemCode.FORBIDDEN, "This is another author's post.");
        }
    }

    private void mustBeChangeableBy(Caller caller) {
        mustBeOf(caller);
        if (status == Status.ARCHIVED) {
            throw impossible("An archived post is not changed any more.");
        }
    }

    private static String reserved(CreatePost wish, UserId writer, SlugReservations slugs) {
        if (wish.slug() != null) {
            slugs.demand(wish.slug(), wish.id(), writer);
            return wish.slug();
        }
        return Slugs.of(wish.title(), wish.id()).stream()
                .filter(candidate -> slugs.claim(candidate, wish.id(), writer))
                .findFirst()
                .orElseThrow(() -> new Refused(ProblemCode.SLUG_TAKEN, "No slug made from the title is free."));
    }

    /** What is wished for where it differs from what is, else {@code null}: an event names only what it changes. */
    private static <T> @Nullable T changed(@Nullable T wished, T present) {
        return present.equals(wished) ? null : wished;
    }

    private static List<String> withoutRepeats(List<String> tags) {
        return List.copyOf(new LinkedHashSet<>(tags));
    }

    /** PostgreSQL keeps microseconds; what is answered must be what was accepted. */
    private static Instant storable(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    private static Refused impossible(String why) {
        return new Refused(ProblemCode.INVALID_STATE, why);
    }
}
