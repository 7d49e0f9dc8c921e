package dev.scratchy.command.post;

import dev.scratchy.command.validation.StorableText;
import dev.scratchy.shared.identity.PostId;
import dev.scratchy.shared.post.PostRules;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Begin a draft, as the caller. Without a slug, one is made from the title. */
record CreatePost(
        @TargetAggregateIdentifier PostId id,

        @NotBlank @Size(max = PostRules.TITLE_LENGTH) @StorableText
        String title,

        @Pattern(regexp = PostRules.SLUG, message = PostRules.SLUG_MESSAGE) @Nullable
        String slug,

        @StorableText String content,

        @Size(max = PostRules.MAX_TAGS)
        List<@NotNull @Pattern(regexp = PostRules.TAG, message = PostRules.TAG_MESSAGE) String> tags) {}
