package dev.scratchy.command.comment;

import dev.scratchy.command.validation.StorableText;
import dev.scratchy.shared.identity.CommentId;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Say something else in a comment. */
record EditComment(
        @TargetAggregateIdentifier CommentId id,

        @NotBlank @Size(max = CommentRules.CONTENT_LENGTH) @StorableText
        String content) {}
