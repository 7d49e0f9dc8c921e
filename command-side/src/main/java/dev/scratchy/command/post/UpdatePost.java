package dev.scratchy.command.post;

import dev.scratchy.command.validation.StorableText;
import dev.scratchy.command.validation.TextPatterns;
import dev.scratchy.shared.identity.PostId;
import dev.scratchy.shared.post.PostRules;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Replace some parts of a post; a part that is {@code null} stays as it is. */
record UpdatePost(
        @TargetAggregateIdentifier PostId id,

        @Pattern(regexp = TextPatterns.NOT_BLANK, message = TextPatterns.NOT_BLANK_MESSAGE)
        @Size(max = PostRules.TITLE_LENGTH)
        @StorableText
        @Nullable
        String title,

        @Pattern(regexp = PostRules.SLUG, message = PostRules.SLUG_MESSAGE) @Nullable
        String slug,

        @StorableText @Nullable String content,

        @Size(max = PostRules.MAX_TAGS) @Nullable
        List<@NotNull @Pattern(regexp = PostRules.TAG, message = PostRules.TAG_MESSAGE) String> tags) {}
