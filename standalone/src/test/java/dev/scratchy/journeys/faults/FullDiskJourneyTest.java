package dev.scratchy.journeys.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.scratchy.journeys.Eventually;
import dev.scratchy.journeys.Http;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The disk of the log is full, to the last byte, while some write and others read. */
@Tag("soak")
@EnabledIfSystemProperty(named = "soak", matches = "true", disabledReason = "takes too long for every build")
class FullDiskJourneyTest {

    private static final Logger log = LoggerFactory.getLogger(FullDiskJourneyTest.class);

    private static final Duration RECOVERED = Duration.ofSeconds(30);

    /** PostgreSQL ends when its own log finds no room, and whoever watches over it starts it again. */
    @Test
    void nothing_is_lost_half_done_or_stale() throws IOException, InterruptedException {
        Optional<SmallDisk> mounted = SmallDisk.mounted();
        assumeTrue(mounted.isPresent(), "only root can mount a disk");
        try (SmallDisk disk = mounted.get();
                var deployment = new Deployment(
                        1, 1, Files.createDirectory(disk.directory().resolve("database")))) {
            Http admin = deployment.admin();
            String user = deployment.writer();
            long seed = System.nanoTime();
            try (var load = new Load(deployment, "d", user, seed, Load.WRITERS)) {
                load.awaitEach(RECOVERED);
                disk.fill();
                Eventually.see(
                        Duration.ofSeconds(60),
                        () -> assertThat(load.refusals()).isNotEmpty());
                TimeUnit.SECONDS.sleep(3);
                long before = load.acknowledged();
                long end = System.nanoTime();
                disk.makeRoom();
                boolean ended = !deployment.postgres().isRunning();
                if (ended) {
                    deployment.postgres().startAgain();
                }
                Eventually.see(
                        RECOVERED.multipliedBy(2),
                        () -> assertThat(load.acknowledged()).isGreaterThan(before));
                var recovered = Duration.ofNanos(System.nanoTime() - end);
                log.info(
                        "A full disk, {} PostgreSQL: recovered after {} ms; {}",
                        ended ? "which ended" : "and not the end of",
                        recovered.toMillis(),
                        load.summary());
                assertThat(recovered).isLessThan(RECOVERED);
                load.awaitEach(RECOVERED);
                load.stop();
                Invariants.check(deployment, load, admin);
            }
        }
    }
}
