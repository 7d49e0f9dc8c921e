package dev.scratchy.journeys.model;

import static dev.scratchy.journeys.model.Refusal.FORBIDDEN;
import static dev.scratchy.journeys.model.Refusal.INVALID_STATE;
import static dev.scratchy.journeys.model.Refusal.NOT_FOUND;
import static dev.scratchy.journeys.model.Refusal.VERSION_CONFLICT;
import static java.util.Objects.requireNonNull;

import dev.scratchy.journeys.model.Post.Status;
import org.jspecify.annotations.Nullable;

/** The rules of comments. */
final class CommentRules {

    private final Model model;

    CommentRules(Model model) {
        this.model = model;
    }

    Verdict add(Caller caller, Target<Post> target, String content, Guard guard) {
        Objections objections = Objections.toSignedIn(caller)
                .readable(guard, target)
                .valid(Shape.comment(content))
                .unguarded(guard)
                .when(!caller.hasAccount(), FORBIDDEN);
        Post post = target.thing();
        if (post == null || !post.isVisibleTo(caller)) {
            return objections.when(true, NOT_FOUND).refuse();
        }
        return objections
                .when(!post.is(Status.PUBLISHED), INVALID_STATE)
                .orElse(() -> Verdict.created(
                        (id, at) -> model.add(new Comment(id, post, requireNonNull(caller.account()), content, at))));
    }

    Verdict edit(Caller caller, Target<Comment> target, String content, Guard guard) {
        Objections objections =
                Objections.toSignedIn(caller).readable(guard, target).valid(Shape.comment(content));
        Comment comment = living(target);
        if (comment == null) {
            return absent(objections, guard);
        }
        return own(objections, caller, comment, guard)
                .when(!comment.post.is(Status.PUBLISHED), INVALID_STATE)
                .orElse(() -> comment.content.equals(content)
                        ? Verdict.changed(comment.id, comment.version, Verdict.Effect.NONE)
                        : Verdict.changed(comment.id, comment.version + 1, (id, at) -> {
                            comment.version++;
                            comment.content = content;
                            comment.updated = at;
                        }));
    }

    Verdict delete(Caller caller, Target<Comment> target, Guard guard) {
        Objections objections = Objections.toSignedIn(caller).readable(guard, target);
        Comment comment = living(target);
        if (comment == null) {
            return absent(objections, guard);
        }
        return own(objections, caller, comment, guard)
                .orElse(() -> Verdict.changed(comment.id, comment.version + 1, (id, at) -> model.delete(comment)));
    }

    private static Objections own(Objections objections, Caller caller, Comment comment, Guard guard) {
        return objections
                .when(!guard.lets(comment.version), VERSION_CONFLICT)
                .when(!caller.is(comment.author) && !caller.isEditor(), FORBIDDEN);
    }

    private static @Nullable Comment living(Target<Comment> target) {
        return target.thing() == null || target.thing().deleted ? null : target.thing();
    }

    private static Verdict absent(Objections objections, Guard guard) {
        return objections
                .when(true, NOT_FOUND)
                .when(guard.isThere(), VERSION_CONFLICT)
                .refuse();
    }
}
