package dev.scratchy.standalone.importing;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.scratchy.standalone.importing.Api.RequestRefused;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

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

    /**
     * Reads a line.
     *
     * @throws RequestRefused when it is no post; {@code null} is JSON, but none
     */
    static ImportedPost of(String line, JsonMapper json) throws RequestRefused {
        try {
            ImportedPost post = json.readValue(line, ImportedPost.class);
            if (post != null) {
                return post;
            }
        } catch (JacksonException malformed) {
            // Refused below, without its message: it quotes the line.
        }
        throw new RequestRefused("not a post in JSON");
    }
}
