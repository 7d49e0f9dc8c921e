package dev.scratchy.command.post;

import dev.scratchy.command.validation.StorableText;
import dev.scratchy.shared.post.PostRules;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Have a post of this slug that looks like this: a new draft, or an update of the one that there is. */
record UpsertPost(
        @Pattern(regexp = PostRules.SLUG, message = PostRules.SLUG_MESSAGE)
        String slug,

        @NotBlank @Size(max = PostRules.TITLE_LENGTH) @StorableText
        String title,

        @StorableText @Nullable String content,

        @Size(max = PostRules.MAX_TAGS) @Nullable
        List<@NotNull @Pattern(regexp = PostRules.TAG, message = PostRules.TAG_MESSAGE) String> tags) {}
