package dev.scratchy.journeys.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Eventually;
import dev.scratchy.journeys.Http;
import dev.scratchy.journeys.faults.Load.Unanswered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bad days: while some write and others read, servers and sides are killed, frozen, cut off and restarted at random moments. Nothing
 * that was acknowledged is lost, nothing is half there, nothing stale is served, and all goes on by itself.
 */
@Tag("soak")
class FaultsJourneyTest {

    private static final Logger log = LoggerFactory.getLogger(FaultsJourneyTest.class);

    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());
    private static final int FAULTS = Integer.getInteger("faults.count", 2);
    private static final boolean THERE_IS_TIME = Boolean.getBoolean("soak");

    /** From the end of a fault, before who was killed is started again, to a command that is carried out and seen. */
    private static final Duration RECOVERED = Duration.ofSeconds(30);

    /** So that waits for locks and for connections, 10 s at most, come to their end. */
    private static final long IN_VAIN_MILLIS = 12_000;

    private static Deployment deployment;
    private static Http admin;
    private static String user;

    @BeforeAll
    static void deploy() {
        deployment = new Deployment(1, 1);
        admin = deployment.admin();
        user = deployment.writer();
    }

    @AfterAll
    static void end() {
        if (deployment != null) {
            deployment.close();
        }
    }

    @Test
    void nothing_is_lost_half_done_or_stale_whatever_happens() throws InterruptedException {
        log.info("-Dfaults.seed={} -Dfaults.count={}", SEED, FAULTS);
        var random = new Random(SEED);
        List<Double> recoveries = new ArrayList<>();
        for (Fault fault : faults(random)) {
            String name = "f" + recoveries.size();
            try (var load = new Load(deployment, name, user, random.nextLong(), fault.writers())) {
                load.awaitEach(RECOVERED);
                TimeUnit.MILLISECONDS.sleep(random.nextInt(1_500));
                load.mayBeWithoutAnAnswer(fault.unanswered());
                double before = fault == Fault.POOL_EXHAUSTED ? deployment.withoutAConnection() : 0;
                recoveries.add(recovery(hit(fault, random)));
                load.mayBeWithoutAnAnswer(Unanswered.NEVER);
                load.awaitEach(RECOVERED);
                load.stop();
                log.info("{}: recovered after {} s; {}", fault, recoveries.getLast(), load.summary());
                Invariants.check(deployment, load, admin);
                if (THERE_IS_TIME && fault.isWaitedForInVain()) {
                    assertThat(load.refusals()).as("refused").isNotEmpty();
                }
                if (THERE_IS_TIME && fault == Fault.POOL_EXHAUSTED) {
                    assertThat(deployment.withoutAConnection()).as("got none").isGreaterThan(before);
                }
            }
        }
        Collections.sort(recoveries);
        log.info(
                "{} faults; recovered after {} s in the middle, {} s at most",
                recoveries.size(),
                recoveries.get(recoveries.size() / 2),
                recoveries.getLast());
        assertThat(recoveries.getLast()).isLessThan((double) RECOVERED.toSeconds());
    }

    /** When it ended, by {@link System#nanoTime}. */
    private static long hit(Fault fault, Random random) throws InterruptedException {
        long millis = 500L + random.nextInt(4_500);
        fault.begin(deployment);
        long ended;
        try {
            TimeUnit.MILLISECONDS.sleep(THERE_IS_TIME && fault.isWaitedForInVain() ? IN_VAIN_MILLIS : millis);
        } finally {
            ended = System.nanoTime();
            fault.end(deployment);
        }
        return ended;
    }

    private static List<Fault> faults(Random random) {
        String named = System.getProperty("faults.only");
        List<Fault> all = new ArrayList<>(
                named == null
                        ? List.of(Fault.values())
                        : Arrays.stream(named.split(",", -1))
                                .map(Fault::valueOf)
                                .toList());
        List<Fault> chosen = new ArrayList<>();
        while (chosen.size() < FAULTS) {
            Collections.shuffle(all, random);
            chosen.addAll(all.subList(0, Math.min(all.size(), FAULTS - chosen.size())));
        }
        return chosen;
    }

    /** How many seconds it takes from then until a command is carried out and seen. */
    private static double recovery(long ended) {
        Http writer = deployment.commands(user, "author");
        Http reader = deployment.queries(user, "author");
        Eventually.see(RECOVERED.multipliedBy(2), () -> {
            var created = writer.post("/api/v1/posts", Map.of("title", "recovered-" + System.nanoTime()));
            assertThat(created.status()).isEqualTo(201);
            assertThat(reader.get(
                                    "/api/v1/posts/" + created.text("id"),
                                    "consistency-token",
                                    created.header("consistency-token"))
                            .status())
                    .isEqualTo(200);
        });
        return Math.round((System.nanoTime() - ended) / 1e8) / 10.0;
    }
}
