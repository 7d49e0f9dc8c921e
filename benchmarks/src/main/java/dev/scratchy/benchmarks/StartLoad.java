package dev.scratchy.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that write a post and read a few lists and posts, as fast as they are answered. */
final class StartLoad {

    private static final int READS_PER_WRITE = 10;

    private final StandaloneProcess process;
    private final int threads;
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicInteger read = new AtomicInteger();
    private double seconds;

    StartLoad(StandaloneProcess process, int threads) {
        this.process = process;
        this.threads = threads;
    }

    void run(int wantedSeconds) throws InterruptedException, ExecutionException {
        long begin = System.nanoTime();
        long end = begin + TimeUnit.SECONDS.toNanos(wantedSeconds);
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                running.add(pool.submit(() -> {
                    write(end);
                    return null;
                }));
            }
            for (Future<?> thread : running) {
                thread.get();
            }
        }
        seconds = (System.nanoTime() - begin) / 1e9;
    }

    private void write(long end) throws IOException {
        try (Connection author = process.signedIn()) {
            while (end - System.nanoTime() > 0) {
                String post = RunningSystem.data(author.send("POST", Posts.PATH, Posts.note(written.incrementAndGet()))
                                .expect(201))
                        .path("id")
                        .asString();
                String token = author.send("POST", Posts.PATH + "/" + post + "/publish", new byte[0])
                        .expect(200)
                        .token();
                author.getAfter(Posts.PATH + "/" + post, token).expect(200);
                for (int i = 1; i < READS_PER_WRITE; i++) {
                    author.get(i % 2 == 0 ? Posts.PATH : Posts.PATH + "/" + post)
                            .expect(200);
                }
                read.addAndGet(READS_PER_WRITE);
            }
        }
    }

    double writtenPerSecond() {
        return written.get() / seconds;
    }

    double readPerSecond() {
        return read.get() / seconds;
    }
}
