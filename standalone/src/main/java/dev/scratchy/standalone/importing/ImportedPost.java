package dev.scratchy.standalone.importing;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line of the file. What a line has besides is left out of account. */
@JsonIgnoreProperties(ignoreUnknown = true)
record ImportedPost(
        String title, String slug, String author, @Nullable Instant publishedAt, List<String> tags, String content) {

    ImportedPost {
        title = requireNonNullElse(title, "");
        slug = requireNonNullElse(slug, "");
        author = requireNonNullElse(author, "");
        tags = requireNonNullElse(tags, List.of());
        content = requireNonNullElse(content, "");
    }
}
