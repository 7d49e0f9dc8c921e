package dev.scratchy.journeys;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of server-sent events: keeps what comes, and the last id, as the HTML standard has it. */
final class EventStream implements AutoCloseable {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = new JsonMapper();
    private static final long PATIENCE_SECONDS = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(PATIENCE_SECONDS);
    private static final Duration UNTIL_AGAIN = Duration.ofSeconds(1);

    /** One that was dispatched; an empty type is that of the end, and of an id without data. */
    record Event(String type, long id, JsonNode data) {}

    private final HttpResponse<InputStream> response;
    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private volatile long lastId = -1;
    private final AtomicInteger places = new AtomicInteger();
    private final Thread reader;

    private EventStream(HttpResponse<InputStream> response) {
        this.response = response;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    /** As a client opens it that comes again when it is told to; any other answer than a stream is a fault. */
    static EventStream opened(Http caller, String path, @Nullable Long lastId) {
        HttpResponse<InputStream> answer = Awaitility.await()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(UNTIL_AGAIN)
                .until(() -> answer(caller, path, lastId), EventStream::isFinal);
        if (answer.statusCode() != 200) {
            throw new AssertionError("No stream of " + path + ": " + answer.statusCode() + " " + text(answer));
        }
        var stream = new EventStream(answer);
        Eventually.see(PATIENCE, () -> {
            if (stream.lastId < 0) {
                throw new IllegalStateException("No place yet");
            }
        });
        return stream;
    }

    private static boolean isFinal(HttpResponse<InputStream> answer) {
        return answer.statusCode() != 503
                || answer.headers().firstValue("retry-after").isEmpty();
    }

    private static String text(HttpResponse<InputStream> answer) {
        try (InputStream body = answer.body()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException cut) {
            return cut.toString();
        }
    }

    private static HttpResponse<InputStream> answer(Http caller, String path, @Nullable Long lastId) {
        var request = HttpRequest.newBuilder(URI.create(caller.server() + path));
        if (caller.token() != null) {
            request.header("authorization", "Bearer " + caller.token());
        }
        if (lastId != null) {
            request.header("Last-Event-ID", lastId.toString());
        }
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofInputStream());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    long lastId() {
        return lastId;
    }

    /** How often an id came without an event. */
    int places() {
        return places.get();
    }

    /** The next one; its type is empty at the end of the stream. */
    Event next() throws InterruptedException {
        Event event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("Nothing came for " + PATIENCE_SECONDS + " s");
        }
        return event;
    }

    @Nullable
    Event poll(long millis) throws InterruptedException {
        return events.poll(millis, TimeUnit.MILLISECONDS);
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String type = "";
            String data = "";
            long id = -1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    type = line.substring("event: ".length());
                } else if (line.startsWith("id: ")) {
                    id = Long.parseLong(line.substring("id: ".length()));
                } else if (line.startsWith("data: ")) {
                    data = line.substring("data: ".length());
                } else if (line.isEmpty()) {
                    // First, so that whoever has an event is at its place.
                    lastId = id;
                    if (data.isEmpty()) {
                        places.incrementAndGet();
                    } else {
                        events.add(new Event(type, id, JSON.readTree(data)));
                    }
                    type = "";
                    data = "";
                }
            }
        } catch (IOException cut) {
            // The end as well.
        }
        events.add(new Event("", lastId, JSON.createObjectNode()));
    }

    @Override
    public void close() {
        try {
            response.body().close();
            reader.join();
        } catch (IOException cut) {
            throw new UncheckedIOException(cut);
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }
}
