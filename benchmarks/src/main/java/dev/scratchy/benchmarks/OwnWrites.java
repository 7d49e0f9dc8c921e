package dev.scratchy.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What it costs to see one's own write at once: a post is changed, and read with the token of that by the same client, on the
 * node that took the command and writes the view, and on another one. The reference is the same read by somebody who comes
 * later, when everything has long been there; it is a miss of the cache as well.
 */
public final class OwnWrites {

    private final OwnWritesSizes sizes;
    private final RunningSystem system;
    private final OtherNode other;
    private final Clients clients;
    private final Posts posts = new Posts();
    private int turn;

    private OwnWrites(OwnWritesSizes sizes, RunningSystem system, OtherNode other, Clients clients) {
        this.sizes = sizes;
        this.system = system;
        this.other = other;
        this.clients = clients;
    }

    static void main(String[] arguments) {
        System.exit(Program.run(arguments, OwnWritesSizes::parse, OwnWrites::run));
    }

    private static void run(OwnWritesSizes sizes) throws Exception {
        try (TemporaryServers servers = TemporaryServers.start(sizes.data());
                RunningSystem system = RunningSystem.start(servers);
                OtherNode other = OtherNode.start(servers);
                Clients clients = new Clients(sizes.threads(), system)) {
            new OwnWrites(sizes, system, other, clients).measure();
        }
    }

    private void measure() throws Exception {
        posts.prepare(clients);
        system.settle();
        samples(sizes.warmUp());
        System.out.printf(
                Locale.ROOT,
                "%n%d samples, %d processors, Java %s%n%n%-44s %18s %18s%n",
                sizes.samples(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                "p50, p99 (max) ms of the read",
                "own node",
                "another node");
        report("alone", samples(sizes.samples()));
        var enough = new AtomicBoolean();
        Thread load = Thread.ofPlatform().daemon().start(() -> write(enough));
        try {
            report("while others write", samples(sizes.samples()));
        } finally {
            enough.set(true);
            load.join();
        }
    }

    private void write(AtomicBoolean enough) {
        try {
            while (!enough.get()) {
                clients.perSecond(100, false, posts::update);
            }
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Four lists of milliseconds: later and at once, each on both nodes. */
    private List<List<Double>> samples(int count) throws IOException {
        List<List<Double>> millis = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try (Connection author = system.signedIn();
                Connection here = system.anonymous();
                Connection there = other.anonymous()) {
            for (int sample = 0; sample < count; sample++) {
                for (int kind = 0; kind < millis.size(); kind++) {
                    millis.get(kind).add(sample(author, kind % 2 == 0 ? here : there, kind >= 2));
                }
            }
        }
        return millis;
    }

    private double sample(Connection author, Connection reader, boolean atOnce) throws IOException {
        turn++;
        String path = Posts.PATH + "/"
                + posts.published().get(turn % posts.published().size());
        byte[] change = ("{\"title\": \"Changed the " + turn + "th time\"}").getBytes(StandardCharsets.UTF_8);
        Connection.Answer written = author.send("PATCH", path, change).expect(200);
        if (!atOnce) {
            // Another post: this one has to be loaded by the read that is measured.
            reader.getAfter(path(turn - 1), written.token()).expect(200);
        }
        long begin = System.nanoTime();
        Connection.Answer read = atOnce ? reader.getAfter(path, written.token()) : reader.get(path);
        double millis = (System.nanoTime() - begin) / 1e6;
        if (read.expect(200).version() < written.version()) {
            throw new IllegalStateException(
                    "A read " + (atOnce ? "at once" : "later") + " saw " + read.etag() + " and not " + written.etag());
        }
        return millis;
    }

    private String path(int number) {
        return Posts.PATH + "/"
                + posts.published().get(number % posts.published().size());
    }

    private static void report(String when, List<List<Double>> millis) {
        line(when + ": read later", millis.get(0), millis.get(1));
        line(when + ": read at once, with the token", millis.get(2), millis.get(3));
    }

    private static void line(String name, List<Double> own, List<Double> another) {
        System.out.printf(Locale.ROOT, "%-44s %18s %18s%n", name, figures(own), figures(another));
    }

    private static String figures(List<Double> millis) {
        var spread = new Spread(millis);
        return String.format(Locale.ROOT, "%.1f, %.1f (%.1f)", spread.median(), spread.percentile(99), spread.max());
    }
}
