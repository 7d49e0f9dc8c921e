package dev.scratchy.journeys;

import dev.scratchy.query.QuerySide;
import dev.scratchy.query.replay.Replay;
import dev.scratchy.query.replay.Replays;
import dev.scratchy.shared.Launcher;
import dev.scratchy.shared.identity.ReplayId;
import dev.scratchy.shared.subscription.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A query side as a process of its own, which replays on request, and which a test may kill in the middle of that. */
final class ReplayingNode implements AutoCloseable {

    private static final String READY = "ready to replay";
    private static final String BEGUN = "has begun";

    private final Process process;

    private ReplayingNode(Process process) {
        this.process = process;
    }

    static ReplayingNode start() throws IOException {
        Process process = ChildJvm.start(
                ReplayingNode.class,
                Redirect.INHERIT,
                RunningSystem.servers().entrySet().stream()
                        .map(property -> property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new));
        ChildJvm.awaitLine(process, READY);
        return new ReplayingNode(process);
    }

    /** The id of a replay that it has begun. */
    ReplayId begin(String projection) throws IOException {
        process.outputWriter(StandardCharsets.UTF_8)
                .append(projection)
                .append('\n')
                .flush();
        return ReplayId.of(ChildJvm.awaitLine(process, BEGUN));
    }

    /** Without any chance to tidy up. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** As a process. */
    public static void main(String[] properties) {
        Map<String, Object> all = new HashMap<>();
        for (String property : properties) {
            int equals = property.indexOf('=');
            all.put(property.substring(0, equals), property.substring(equals + 1));
        }
        all.put("PORT", "0");
        var context = Launcher.application(QuerySide.class, "scratchy,query-side", all)
                .run(
                        "--spring.security.oauth2.resourceserver.jwt.jwk-set-uri=http://127.0.0.1:1/",
                        "--scratchy.database.maximum-pool-size=10");
        System.out.println(READY);
        try (var requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String projection = requests.readLine(); projection != null; projection = requests.readLine()) {
                System.out.println(BEGUN + " "
                        + context.getBean(Replays.class)
                                .start(projection, Replay.Mode.REPLAY)
                                .id());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
