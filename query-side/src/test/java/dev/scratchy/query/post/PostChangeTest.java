package dev.scratchy.query.post;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.shared.post.PostArchived;
import dev.scratchy.shared.post.PostCreated;
import dev.scratchy.shared.post.PostDeleted;
import dev.scratchy.shared.post.PostEvent;
import dev.scratchy.shared.post.PostPublished;
import dev.scratchy.shared.post.PostTagged;
import dev.scratchy.shared.post.PostUnpublished;
import dev.scratchy.shared.post.PostUntagged;
import dev.scratchy.shared.post.PostUpdated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostChangeTest {

    private static final String ID = "01JZP000000000000000000001";
    private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");
    private static final PostCreated CREATED =
            new PostCreated(ID, "01JZA000000000000000000001", "Title", "title", "content", List.of("a", "b"));

    /** A row, as the statements of the table change it. */
    private record Row(
            String title,
            String slug,
            String content,
            PostStatus status,
            List<String> tags,
            @Nullable Instant publishedAt,
            long version) {

        static Row of(PostRow.New row) {
            return new Row(
                    row.title(),
                    row.slug(),
                    row.content(),
                    row.status(),
                    List.copyOf(row.tags()),
                    row.publishedAt(),
                    row.version());
        }

        Row changed(PostRow.Changed row) {
            List<String> kept = new ArrayList<>(tags);
            if (row.removed() != null) {
                kept.removeAll(row.removed());
            }
            if (row.added() != null) {
                kept.addAll(row.added());
            }
            return new Row(
                    row.title() != null ? row.title() : title,
                    row.slug() != null ? row.slug() : slug,
                    row.content() != null ? row.content() : content,
                    row.status() != null ? row.status() : status,
                    List.copyOf(row.tags() != null ? row.tags() : kept),
                    row.dated() ? row.publishedAt() : publishedAt,
                    row.version());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void however_the_events_are_cut_into_batches_the_row_is_the_same(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            List<PostEvent> events = events(random);

            Row one = written(events, 1_000, random);
            Row each = written(events, 1, random);
            Row some = written(events, 4, random);

            assertThat(one).as("seed %d, round %d: %s", seed, round, events).isEqualTo(each);
            assertThat(some).as("seed %d, round %d: %s", seed, round, events).isEqualTo(each);
        }
    }

    @Test
    void a_post_that_ends_in_its_first_batch_is_no_row() {
        var change = new PostChange(ID);
        change.fold(CREATED, 0, DAY);
        change.fold(new PostDeleted(ID), 1, DAY);

        assertThat(change.isEnd()).isTrue();
        assertThat(change.isNew()).isFalse();
    }

    private static Row written(List<PostEvent> events, int longest, Random random) {
        Row row = null;
        int at = 0;
        while (at < events.size()) {
            int end = Math.min(events.size(), at + 1 + random.nextInt(longest));
            var change = new PostChange(ID);
            for (int number = at; number < end; number++) {
                change.fold(events.get(number), number, DAY.plusSeconds(number));
            }
            row = row == null ? Row.of(change.newRow()) : row.changed(change.changedRow());
            at = end;
        }
        return Objects.requireNonNull(row);
    }

    /** As the aggregate lets them happen: a tag is added only where it is not, and removed only where it is. */
    private static List<PostEvent> events(Random random) {
        List<PostEvent> events = new ArrayList<>(List.of(CREATED));
        List<String> tags = new ArrayList<>(CREATED.tags());
        for (int number = 1; number < 1 + random.nextInt(12); number++) {
            String tag = "abcd".substring(random.nextInt(4)).substring(0, 1);
            switch (random.nextInt(7)) {
                case 0 -> events.add(new PostUpdated(ID, "Title " + number, null, null, null, null));
                case 1 -> events.add(new PostUpdated(ID, null, "slug-" + number, "title", "content " + number, null));
                case 2 -> {
                    tags = new ArrayList<>(List.of("d", "a"));
                    events.add(new PostUpdated(ID, null, null, null, null, List.copyOf(tags)));
                }
                case 3 -> events.add(new PostPublished(ID, DAY.plusSeconds(number)));
                case 4 -> events.add(new PostUnpublished(ID));
                case 5 -> events.add(new PostArchived(ID));
                default -> {
                    if (tags.remove(tag)) {
                        events.add(new PostUntagged(ID, tag));
                    } else {
                        tags.add(tag);
                        events.add(new PostTagged(ID, tag));
                    }
                }
            }
        }
        return events;
    }
}
