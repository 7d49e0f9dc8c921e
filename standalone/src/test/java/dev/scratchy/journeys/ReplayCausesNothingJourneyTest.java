package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.query.cache.Cache;
import dev.scratchy.query.cache.CacheListener;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Whatever reacts to an event does so once, when it happens: a replay folds all of them again and causes none of it. That it adds
 * nothing to traces is in {@link TracingJourneyTest}.
 */
class ReplayCausesNothingJourneyTest {

    private static final String ADMIN = "/api/v1/admin";
    private static final String POSTS = "/api/v1/posts/";
    private static final String INBOX = "/api/v1/me/notifications";

    private final Http anybody = RunningSystem.http();
    private final Http ada = anybody.as(Names.unique("ada"), "author");
    private final Http fan = anybody.as(Names.unique("fan"), "author");
    private final Http admin = anybody.as(Names.unique("admin"), "admin");

    @Test
    void nobody_is_told_again_and_nothing_is_recorded_notified_or_invalidated_one_by_one() throws InterruptedException {
        fan.put("/api/v1/users/" + ada.userId() + "/follow", null);
        String post = ada.published("Happened once");
        fan.comment(post, "Once.");
        Eventually.caughtUp(admin);
        JsonNode notifiedFan = fan.get(INBOX).data();
        JsonNode notifiedAda = ada.get(INBOX).data();
        long end = end();
        Set<String> invalidated = ConcurrentHashMap.newKeySet();
        var listener = new CacheListener() {
            @Override
            public void invalidated(Collection<String> references, boolean byRedis) {
                invalidated.addAll(references);
            }
        };

        try (EventStream changes = EventStream.opened(anybody, POSTS + post + "/changes", null);
                EventStream inbox = EventStream.opened(fan, INBOX + "/stream", null)) {
            RunningSystem.bean(Cache.class).listen(listener);
            try {
                replayAll();
            } finally {
                RunningSystem.bean(Cache.class).forget(listener);
            }

            assertThat(admin.get(ADMIN + "/events?after=" + end).data()).isEmpty();
            assertThat(notifiedFan).hasSize(1);
            assertThat(fan.get(INBOX).data()).isEqualTo(notifiedFan);
            assertThat(ada.get(INBOX).data()).isEqualTo(notifiedAda);
            assertThat(invalidated).isSubsetOf("*");

            // What would have been sent because of the replay comes before what is sent because of these.
            ada.patch(POSTS + post, Map.of("title", "Happens now"));
            String next = ada.published("Published now");
            EventStream.Event change = changes.next();
            assertThat(change.id()).isGreaterThan(end);
            assertThat(change.data().toString()).contains(post);
            EventStream.Event notification = inbox.next();
            assertThat(notification.id()).isGreaterThan(end);
            assertThat(notification.data().toString()).contains(next);
        }
    }

    private void replayAll() {
        for (String projection : List.of("posts", "users", "comments", "notifications", "search")) {
            String replay = admin.post(ADMIN + "/projections/" + projection + "/replay", null)
                    .header("location");
            Eventually.completed(admin, replay);
        }
    }

    /** The position behind which nothing has happened. */
    private long end() {
        return admin.get(ADMIN + "/projections").data().get(0).path("head").asLong();
    }
}
