package dev.scratchy.command.comment;

import dev.scratchy.command.validation.StorableText;
import dev.scratchy.shared.identity.CommentId;
import dev.scratchy.shared.identity.PostId;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Say something about a public post, as the caller. */
record AddComment(
        @TargetAggregateIdentifier CommentId id,

        PostId post,

        @NotBlank @Size(max = CommentRules.CONTENT_LENGTH) @StorableText
        String content) {}
