package dev.scratchy.benchmarks;

import dev.scratchy.benchmarks.reference.ConstantAnswer;
import dev.scratchy.benchmarks.reference.ReferenceTables;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Starts the system, warms it up, measures it, prints what came out, and ends with 0. */
public final class Walk {

    private static final int EVENTS_AT_ONCE = 500;

    private final Settings settings;
    private final RunningSystem system;
    private final Clients clients;
    private final Posts posts = new Posts();
    private final long begin = System.nanoTime();

    private Walk(Settings settings, RunningSystem system, Clients clients) {
        this.settings = settings;
        this.system = system;
        this.clients = clients;
    }

    static void main(String[] arguments) {
        System.exit(Program.run(arguments, Settings::parse, Walk::run));
    }

    private static void run(Settings settings) throws Exception {
        try (TemporaryServers servers = TemporaryServers.start(settings.data());
                RunningSystem system = RunningSystem.start(servers);
                Clients clients = new Clients(settings.threads(), system)) {
            new Walk(settings, system, clients).walk();
        }
    }

    private void walk() throws Exception {
        say("prepare the posts");
        posts.prepare(clients);
        system.settle();
        takeConstant();
        List<Comparison> comparisons = List.of(
                new Comparison("create a post | insert a row", writing(posts::insertRow), writing(posts::create)),
                new Comparison("update a post | insert a row", writing(posts::insertRow), writing(posts::update)),
                new Comparison("cached read | constant answer", reading(posts::readConstant), reading(posts::read)));
        var replaying = new Replaying(system);
        var replay = new Comparison("replay | one INSERT ... SELECT (events)", replaying::fold, replaying::replay);

        say("warm up");
        for (Comparison comparison : comparisons) {
            comparison.warmUp(settings.warmUpSeconds() / comparisons.size());
        }
        Visibility.milliseconds(system, posts, settings.samples() / 10 + 1);

        List<Comparison.Result> results = new ArrayList<>();
        for (Comparison comparison : comparisons) {
            say(comparison.name());
            results.add(comparison.measure(settings.rounds()));
        }
        say("write to visible");
        Spread visible = Visibility.milliseconds(system, posts, settings.samples());
        say("fill the log");
        fillLog();
        say("replay");
        replay.measure(1);
        results.add(replay.measure(settings.replays()));
        say("done");
        System.out.printf(
                Locale.ROOT,
                "%n%d clients, %d processors, Java %s, %,d events%n%n",
                settings.threads(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                system.bean(ReferenceTables.class).events());
        System.out.println(Report.table("reference, per second", "Scratchy, per second", "%,.0f", results));
        System.out.println(Report.visible(visible));
    }

    private void takeConstant() throws Exception {
        try (Connection reader = system.anonymous()) {
            String answer = reader.get(Posts.PATH + "/" + posts.published().getFirst())
                    .expect(200)
                    .body();
            system.bean(ConstantAnswer.class).set(answer.getBytes(StandardCharsets.UTF_8));
        }
    }

    private Comparison.Side writing(Clients.Request request) {
        return () -> {
            system.settle();
            return clients.perSecond(settings.writes(), false, request);
        };
    }

    private Comparison.Side reading(Clients.Request request) {
        return () -> {
            system.settle();
            return clients.perSecond(settings.reads(), true, request);
        };
    }

    /** The rest of the events, by commands like those before. */
    private void fillLog() throws Exception {
        while (system.bean(ReferenceTables.class).events() < settings.events()) {
            clients.perSecond(EVENTS_AT_ONCE, false, posts::update);
        }
        system.settle();
    }

    private void say(String what) {
        System.out.printf(Locale.ROOT, "%4d s  %s%n", (System.nanoTime() - begin) / 1_000_000_000, what);
    }
}
