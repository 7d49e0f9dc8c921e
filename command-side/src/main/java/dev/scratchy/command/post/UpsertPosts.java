package dev.scratchy.command.post;

import dev.scratchy.command.dispatch.Acknowledgement;
import dev.scratchy.command.dispatch.ExpectedVersion;
import dev.scratchy.shared.identity.PostId;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.security.Caller;
import java.util.List;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.modelling.command.Repository;

/**
 * Creates or updates by slug, which only the reservations can decide: whoever gets the slug creates, everybody else updates
 * what that one made. Of any number of upserts of one new slug exactly one creates, because the others wait for its
 * reservation to be committed.
 */
class UpsertPosts {

    private final Repository<Post> posts;
    private final SlugReservations slugs;

    UpsertPosts(Repository<Post> posts, SlugReservations slugs) {
        this.posts = posts;
        this.slugs = slugs;
    }

    @CommandHandler
    Acknowledgement handle(UpsertPost wish, CommandMessage<UpsertPost> message, Caller caller) throws Exception {
        PostId fresh = PostId.next();
        UserId writer = caller.signedIn();
        return slugs.claim(wish.slug(), fresh, writer)
                ? create(fresh, wish, message, writer)
                : update(owner(wish.slug()), wish, message, caller);
    }

    private Acknowledgement create(PostId id, UpsertPost wish, CommandMessage<?> message, UserId writer)
            throws Exception {
        ExpectedVersion.check(message, null);
        var creation = new CreatePost(
                id,
                wish.title(),
                wish.slug(),
                Objects.requireNonNullElse(wish.content(), ""),
                Objects.requireNonNullElse(wish.tags(), List.of()));
        Aggregate<Post> post =
                posts.newInstance(Post::new, empty -> empty.execute(p -> p.begin(creation, writer, wish.slug())));
        return new Acknowledgement(id.value(), post.version(), true);
    }

    private Acknowledgement update(PostId id, UpsertPost wish, CommandMessage<?> message, Caller caller) {
        Aggregate<Post> post = loaded(id);
        if (!post.invoke(p -> p.isCalled(wish.slug()))) {
            throw new ConcurrencyException("The post was renamed meanwhile.");
        }
        ExpectedVersion.check(message, post.version());
        post.execute(p -> p.decide(new UpdatePost(id, wish.title(), null, wish.content(), wish.tags()), caller, slugs));
        return new Acknowledgement(id.value(), post.version(), false);
    }

    private PostId owner(String slug) {
        return slugs.ownerOf(slug).orElseThrow(() -> new ConcurrencyException("The slug was freed meanwhile."));
    }

    private Aggregate<Post> loaded(PostId id) {
        try {
            return posts.load(id.value());
        } catch (AggregateNotFoundException deletedMeanwhile) {
            throw new ConcurrencyException("The post was deleted meanwhile.", deletedMeanwhile);
        }
    }
}
