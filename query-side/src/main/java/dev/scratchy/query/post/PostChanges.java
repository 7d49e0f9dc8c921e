package dev.scratchy.query.post;

import dev.scratchy.query.projecting.ProjectionBatch;
import java.util.LinkedHashMap;
import java.util.Map;

/** The posts that a batch changes. */
final class PostChanges implements ProjectionBatch.Folded {

    private final PostTable posts;
    private final Map<String, PostChange> changes = new LinkedHashMap<>();

    PostChanges(PostTable posts) {
        this.posts = posts;
    }

    PostChange of(String id) {
        return changes.computeIfAbsent(id, PostChange::new);
    }

    @Override
    public void write(ProjectionBatch batch) {
        changes.forEach((id, change) -> {
            if (change.isEnd()) {
                batch.write(posts.delete, new PostRow.Id(id), id);
            } else if (change.isNew()) {
                batch.write(posts.insert, change.newRow(), id);
            } else {
                batch.write(posts.update, change.changedRow(), id);
            }
        });
    }
}
