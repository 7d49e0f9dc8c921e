package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** Waits for what the query side will show. */
public final class Eventually {

    /** Long enough for a machine that does other things too; what is promised to be sooner says so. */
    private static final Duration LATEST = Duration.ofSeconds(10);

    /** For the whole log to be read anew, which has what all tests have written. */
    static final Duration A_REPLAY = Duration.ofMinutes(3);

    private Eventually() {}

    public static void see(ThrowingRunnable assertion) {
        see(LATEST, assertion);
    }

    public static void see(Duration latest, ThrowingRunnable assertion) {
        Awaitility.await()
                .ignoreExceptions()
                .atMost(latest)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(assertion);
    }

    /** Waits until every projection runs on the node that answers. */
    public static void allRun(Http admin) {
        see(
                Duration.ofSeconds(60),
                () -> assertThat(admin.get("/api/v1/admin/projections").data().values())
                        .isNotEmpty()
                        .allSatisfy(projection ->
                                assertThat(projection.path("state").asString()).isEqualTo("running")));
    }

    /** Waits until a replay has ended, however, and what it says then. */
    public static Answer ended(Http admin, String replay) {
        return ended(A_REPLAY, admin, replay);
    }

    private static Answer ended(Duration latest, Http admin, String replay) {
        see(
                latest,
                () -> assertThat(admin.get(replay).text("state")).isNotEmpty().isNotEqualTo("running"));
        return admin.get(replay);
    }

    /** Waits until a replay is completed, and what it says then. */
    public static Answer completed(Http admin, String replay) {
        return completed(A_REPLAY, admin, replay);
    }

    public static Answer completed(Duration latest, Http admin, String replay) {
        Answer ended = ended(latest, admin, replay);
        assertThat(ended.text("state")).as(ended.raw().body()).isEqualTo("completed");
        return ended;
    }

    /** Waits until every projection has seen the whole log: they follow it each for itself, and reads join their views. */
    public static void caughtUp(Http admin) {
        caughtUp(Duration.ofSeconds(30), admin);
    }

    public static void caughtUp(Duration latest, Http admin) {
        see(
                latest,
                () -> assertThat(admin.get("/api/v1/admin/projections").data().values())
                        .isNotEmpty()
                        .allSatisfy(projection ->
                                assertThat(projection.path("lag").asLong(1)).isZero()));
    }
}
