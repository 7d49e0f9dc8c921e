package dev.scratchy.benchmarks;

import dev.scratchy.benchmarks.reference.ReferenceTables;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** The replay of posts beside one SQL statement that makes the same view from the same log. */
final class Replaying {

    private static final long LOOK_MILLIS = 20;
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final RunningSystem system;
    private final ReferenceTables tables;

    Replaying(RunningSystem system) {
        this.system = system;
        this.tables = system.bean(ReferenceTables.class);
    }

    /** Events per second, as the admin endpoint reports them. */
    double replay() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST_NANOS;
        try (Connection admin = system.signedIn()) {
            JsonNode replay =
                    RunningSystem.data(admin.send("POST", "/api/v1/admin/projections/posts/replay", new byte[0])
                            .expect(202));
            while (replay.path("state").asString().equals("running") && System.nanoTime() < deadline) {
                Thread.sleep(LOOK_MILLIS);
                replay = RunningSystem.data(
                        admin.get("/api/v1/admin/replays/" + replay.path("id").asString())
                                .expect(200));
            }
            if (!replay.path("state").asString().equals("completed")) {
                throw new IllegalStateException("The replay did not complete: " + replay);
            }
            return replay.path("eventsPerSecond").asDouble();
        }
    }

    /** Looks whether a replay and {@link #foldAll} make the same; after both were measured. */
    void compare() {
        tables.compare();
    }

    /** Events per second. */
    double fold() {
        tables.forget();
        long events = tables.events();
        long begin = System.nanoTime();
        tables.fold();
        return events * 1e9 / (System.nanoTime() - begin);
    }

    /** Events per second, with all that the projection's tables have: the posts under their tags, and the counts. */
    double foldAll() {
        tables.forget();
        long events = tables.events();
        long begin = System.nanoTime();
        tables.fold();
        tables.foldLists();
        return events * 1e9 / (System.nanoTime() - begin);
    }
}
