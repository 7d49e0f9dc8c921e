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
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of server-sent events: keeps what comes, and the last id, as the HTML standard has it. */
final class EventStream implements AutoCloseable {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = new JsonMapper();
    private static final long PATIENCE_SECONDS = 30;

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

    static EventStream open(Http caller, String path, @Nullable Long lastId) {
        var request = HttpRequest.newBuilder(URI.create(caller.server() + path));
        if (caller.token() != null) {
            request.header("authorization", "Bearer " + caller.token());
        }
        if (lastId != null) {
            request.header("Last-Event-ID", lastId.toString());
        }
        try {
            var stream = new EventStream(CLIENT.send(request.build(), BodyHandlers.ofInputStream()));
            if (stream.status() == 200) {
                Eventually.see(() -> {
                    if (stream.lastId < 0) {
                        throw new IllegalStateException("No place yet");
                    }
                });
            }
            return stream;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }

    int status() {
        return response.statusCode();
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
                    if (data.isEmpty()) {
                        places.incrementAndGet();
                    } else {
                        events.add(new Event(type, id, JSON.readTree(data)));
                    }
                    lastId = id;
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
