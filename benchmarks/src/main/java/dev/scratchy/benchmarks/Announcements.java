package dev.scratchy.benchmarks;

import dev.scratchy.benchmarks.reference.ScaleTables;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The publication of a post whose author has many followers, beside the copying of the notifications that it makes. */
final class Announcements {

    private static final long LOOK_MILLIS = 5;
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final RunningSystem system;
    private final LogTables log;
    private final ScaleTables tables;
    private final int followers;
    private int published;
    private int copied;

    Announcements(RunningSystem system, int followers) {
        this.system = system;
        this.log = new LogTables(system);
        this.tables = new ScaleTables(system.bean(JdbcClient.class));
        this.followers = followers;
    }

    /** Followers, and as many posts as are going to be published: one that is copied before the first round counts, and one a round. */
    void fill(int rounds) {
        log.drafts(rounds + 1);
        log.followers(followers);
        tables.createCopy();
    }

    /** Milliseconds from the event to the commit of all notifications. */
    double publish() throws Exception {
        system.settle();
        String post = LogTables.id('P', published);
        long begin = System.nanoTime();
        log.publish(published++);
        while (!tables.isAnnounced(post)) {
            if (System.nanoTime() - begin > LONGEST_NANOS) {
                throw new IllegalStateException("A post is not announced.");
            }
            Thread.sleep(LOOK_MILLIS);
        }
        double millis = (System.nanoTime() - begin) / 1e6;
        expectAll(tables.told(post));
        return millis;
    }

    /** Milliseconds; of the first post that was not copied yet, so that both tables grow alike. */
    double copy() throws Exception {
        system.settle();
        long begin = System.nanoTime();
        int rows = tables.copy(LogTables.id('P', copied++));
        double millis = (System.nanoTime() - begin) / 1e6;
        expectAll(rows);
        return millis;
    }

    private void expectAll(int rows) {
        if (rows != followers) {
            throw new IllegalStateException(rows + " were told instead of " + followers);
        }
    }
}
