package dev.scratchy.query.post;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a post stands; in lower case wherever it is written. */
enum PostStatus {
    @JsonProperty("draft")
    DRAFT,
    @JsonProperty("published")
    PUBLISHED,
    @JsonProperty("archived")
    ARCHIVED
}
