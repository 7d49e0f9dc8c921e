package dev.scratchy.standalone.importing;

import dev.scratchy.standalone.importing.Api.Done;
import dev.scratchy.standalone.importing.Api.RequestRefused;
import java.io.Console;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code import FILE [--url=http://localhost:8080]}. Each post is put under its slug by its author and then published with
 * its date; both are no change when they are so already, so that an import can be run again after any interruption.
 */
public final class ImportCommand {

    private static final int ALL_DONE = 0;
    private static final int SOME_REFUSED = 1;
    private static final int NOT_POSSIBLE = 2;

    /** Posts under way at the same time. */
    private static final int AT_ONCE = 8;

    private final JsonMapper json = new JsonMapper();
    private final Api api;
    private final AtomicInteger created = new AtomicInteger();
    private final AtomicInteger present = new AtomicInteger();
    private final Map<Integer, String> refusals = new TreeMap<>();
    private final AtomicReference<@Nullable IOException> broken = new AtomicReference<>();

    private ImportCommand(URI server) {
        this.api = new Api(json, server);
    }

    /**
     * Runs the command.
     *
     * @return the exit code: 0 when every post is there, 1 when some were refused, 2 when the file or the server is not there
     */
    public static int run(List<String> arguments) {
        List<String> files =
                arguments.stream().filter(word -> !word.startsWith("--")).toList();
        String server = arguments.stream()
                .filter(word -> word.startsWith("--url="))
                .map(word -> word.substring("--url=".length()))
                .findFirst()
                .orElse("http://localhost:8080");
        if (files.size() != 1) {
            System.err.println("Usage: import FILE [--url=http://localhost:8080]");
            return NOT_POSSIBLE;
        }
        try {
            List<String> lines = Files.readAllLines(Path.of(files.getFirst()), StandardCharsets.UTF_8).stream()
                    .filter(line -> !line.isBlank())
                    .toList();
            URI address = URI.create(server);
            if (!server.matches("https?://.*") || address.getHost() == null) {
                System.err.println("--url must be like http://localhost:8080");
                return NOT_POSSIBLE;
            }
            return new ImportCommand(address).importAll(lines, server);
        } catch (NoSuchFileException absent) {
            System.err.println("There is no file " + absent.getFile());
            return NOT_POSSIBLE;
        } catch (IOException | IllegalArgumentException unreadable) {
            System.err.println("Cannot import: " + unreadable.getMessage());
            return NOT_POSSIBLE;
        }
    }

    private int importAll(List<String> lines, String server) {
        var bar = new ProgressBar(System.out, isTerminal(), Math.max(1, lines.size()));
        var slots = new Semaphore(AT_ONCE);
        try (api;
                ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 1; number <= lines.size() && broken.get() == null; number++) {
                slots.acquireUninterruptibly();
                int lineNumber = number;
                String line = lines.get(number - 1);
                workers.execute(() -> {
                    try {
                        if (broken.get() == null) {
                            bar.advance(importLine(lineNumber, line));
                        }
                    } finally {
                        slots.release();
                    }
                });
            }
        }
        return report(server);
    }

    @SuppressWarnings("SystemConsoleNull") // by its contract it may be null, and NullAway goes by that
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /** Why the line was refused, or {@code null}. */
    private @Nullable String importLine(int number, String line) {
        try {
            importPost(ImportedPost.of(line, json));
            return null;
        } catch (RequestRefused refusal) {
            return refused(number, String.valueOf(refusal.getMessage()));
        } catch (IOException unreachable) {
            broken.compareAndSet(null, unreachable);
            return null;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            broken.compareAndSet(null, new IOException("interrupted"));
            return null;
        } catch (RuntimeException unexpected) {
            return refused(number, unexpected.toString());
        }
    }

    private void importPost(ImportedPost post) throws RequestRefused, IOException, InterruptedException {
        if (!post.slug().matches("[a-z0-9-]{1,200}")) {
            throw new RequestRefused("the slug must be 1 to 200 lower-case letters, digits and -");
        }
        String token = api.token(post.author());
        Done put = api.send(
                "PUT",
                "/api/v1/posts/by-slug/" + post.slug(),
                Map.of("title", post.title(), "content", post.content(), "tags", post.tags()),
                token);
        if (post.publishedAt() != null) {
            String id = put.data().path("id").asString();
            api.send(
                    "POST",
                    "/api/v1/posts/" + id + "/publish",
                    Map.of("publishedAt", post.publishedAt().toString()),
                    token);
        }
        (put.status() == 201 ? created : present).incrementAndGet();
    }

    private String refused(int number, String reason) {
        synchronized (refusals) {
            refusals.put(number, reason);
        }
        return reason;
    }

    private int report(String server) {
        System.out.printf(
                "%n%d created, %d there already, %d refused%n", created.get(), present.get(), refusals.size());
        refusals.forEach((number, reason) -> System.out.printf("  line %d: %s%n", number, reason));
        IOException failure = broken.get();
        if (failure != null) {
            System.err.printf(
                    "Stopped: %s does not answer (%s). Run the same command again when it does: what is there stays there.%n",
                    server, failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage());
            return NOT_POSSIBLE;
        }
        return refusals.isEmpty() ? ALL_DONE : SOME_REFUSED;
    }
}
