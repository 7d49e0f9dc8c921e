package dev.scratchy.journeys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.EventStream.Event;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What streams do when a client is slow, a token ends, the database is gone for a moment, or the view is folded anew. */
class StreamFaultsJourneyTest {

    private static final String POSTS = "/api/v1/posts/";

    private final Http anybody = RunningSystem.http();
    private final Http admin = anybody.as(Names.unique("admin"), "admin");
    private final Http ada = anybody.as(Names.unique("ada"), "author");

    /** No queue of a client has room for so many, whether it reads or not. */
    @Test
    void a_burst_comes_whole_and_in_order_to_those_who_read_and_to_those_who_read_later() throws Exception {
        int burst = 5_000;
        String post = readable("Burst");
        change(post, 2);
        Eventually.caughtUp(admin);
        try (EventStream reader = EventStream.opened(anybody, changes(post), null);
                Socket later = requested(changes(post))) {
            Stored.append(post, 3, burst);

            for (long version = 3; version < burst + 3; version++) {
                assertThat(reader.next().data().path("version").asLong()).isEqualTo(version);
            }
            change(post, burst + 3);
            assertThat(reader.next().data().path("version").asLong()).isEqualTo(burst + 3);
            assertThat(versions(later, burst + 3))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(3, burst + 3).boxed().toList());
        }
    }

    @Test
    void a_stream_ends_with_the_token_of_its_client_and_goes_on_with_the_next() throws InterruptedException {
        String draft = ada.draft("For a while");
        Eventually.caughtUp(admin);
        try (Issuer issuer = new Issuer();
                Node node = Node.querySideWithoutTrust(
                        "--spring.security.oauth2.resourceserver.jwt.jwk-set-uri=" + issuer.keysUrl())) {
            Map<String, Object> claims = issuer.claims();
            claims.put("sub", ada.userId());
            long place;
            // A new node may take a while until it has a stream for somebody, and the brief token has not that long.
            try (EventStream ready = EventStream.opened(node.http(issuer.token(claims)), changes(draft), null)) {
                place = ready.lastId();
            }
            change(draft, 1);
            Instant end = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 5);
            String brief = issuer.token(with(claims, "exp", end.getEpochSecond()));
            try (EventStream stream = EventStream.opened(node.http(brief), changes(draft), place)) {
                assertThat(stream.next().data().path("version").asLong()).isEqualTo(1);
                Event last = stream.next();
                assertThat(last.type()).as("the end").isEmpty();
                assertThat(Instant.now()).isBetween(end, end.plusSeconds(10));
                place = stream.lastId();
            }
            change(draft, 2);
            String next = issuer.token(with(claims, "exp", end.getEpochSecond() + 300));
            try (EventStream stream = EventStream.opened(node.http(next), changes(draft), place)) {
                assertThat(stream.next().data().path("version").asLong()).isEqualTo(2);
            }
        }
    }

    @Test
    void cut_connections_to_the_database_lose_and_double_nothing() throws InterruptedException {
        String post = readable("Cut off");
        Follower follower = new Follower(changes(post));
        try (follower) {
            for (int version = 2; version < 32; version++) {
                if (version % 10 == 5) {
                    assertThat(RunningSystem.cutDatabaseConnections()).isPositive();
                }
                int wanted = version;
                String key = Names.unique("change");
                Eventually.see(
                        Duration.ofSeconds(20),
                        () -> assertThat(ada.patch(
                                                POSTS + post,
                                                Map.of("content", "Version " + wanted),
                                                "Idempotency-Key",
                                                key)
                                        .status())
                                .isEqualTo(200));
            }
            assertThat(follower.versionsUpTo(31))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(2, 31).boxed().toList());
        }
        Eventually.allRun(admin);
    }

    @Test
    void a_replay_of_the_view_is_not_noticed_but_by_the_wait() throws InterruptedException {
        String post = readable("Folded anew");
        long place;
        try (EventStream stream = EventStream.opened(anybody, changes(post), null)) {
            place = stream.lastId();
            change(post, 2);
            String replay =
                    admin.post("/api/v1/admin/projections/posts/replay", null).header("location");
            change(post, 3);
            // It comes back while the view lacks what it had.
            try (EventStream back = EventStream.opened(anybody, changes(post), place)) {
                for (EventStream each : List.of(stream, back)) {
                    assertThat(each.next().data().path("version").asLong()).isEqualTo(2);
                    assertThat(each.next().data().path("version").asLong()).isEqualTo(3);
                }
                Eventually.completed(admin, replay);
                change(post, 4);
                for (EventStream each : List.of(stream, back)) {
                    assertThat(each.next().data().path("version").asLong()).isEqualTo(4);
                }
            }
        }
    }

    /** Comes back where it was whenever its stream ends. */
    private final class Follower implements AutoCloseable {

        private final String path;
        private EventStream stream;

        private Follower(String path) {
            this.path = path;
            this.stream = EventStream.opened(anybody, path, null);
        }

        private List<Long> versionsUpTo(long last) throws InterruptedException {
            List<Long> versions = new ArrayList<>();
            while (versions.isEmpty() || versions.getLast() < last) {
                Event event = stream.next();
                if (event.type().isEmpty()) {
                    long place = stream.lastId();
                    stream.close();
                    stream = EventStream.opened(anybody, path, place);
                } else {
                    versions.add(event.data().path("version").asLong());
                }
            }
            return versions;
        }

        @Override
        public void close() {
            stream.close();
        }
    }

    private static Map<String, Object> with(Map<String, Object> claims, String name, Object value) {
        claims.put(name, value);
        return claims;
    }

    private static String changes(String post) {
        return POSTS + post + "/changes";
    }

    /** So that a stream which is opened now begins behind it. */
    private String readable(String title) {
        String post = ada.draft(title);
        String published = ada.post(POSTS + post + "/publish", null).header("consistency-token");
        assertThat(anybody.get(POSTS + post, "Consistency-Token", published).status())
                .isEqualTo(200);
        return post;
    }

    private void change(String post, int version) {
        assertThat(ada.patch(POSTS + post, Map.of("content", "Version " + version))
                        .status())
                .isEqualTo(200);
    }

    private Socket requested(String path) throws Exception {
        URI server = URI.create(anybody.server());
        var socket = new Socket();
        // The less fits on the way, the sooner the server has to keep it; and before HTTP/1.1 there were no chunks.
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(30));
        socket.getOutputStream().write(("GET " + path + " HTTP/1.0\r\n\r\n").getBytes(US_ASCII));
        var head = new StringBuilder();
        while (!head.toString().contains("id: ")) {
            head.append((char) socket.getInputStream().read());
        }
        return socket;
    }

    private static List<Long> versions(Socket socket, long last) throws Exception {
        var version = Pattern.compile("\"version\":(\\d+)");
        List<Long> versions = new ArrayList<>();
        var text = new StringBuilder();
        byte[] part = new byte[8_192];
        while (versions.isEmpty() || versions.getLast() < last) {
            int read = socket.getInputStream().read(part);
            if (read < 0) {
                return versions;
            }
            text.append(new String(part, 0, read, UTF_8));
            int end = text.lastIndexOf("\n\n");
            if (end >= 0) {
                version.matcher(text.substring(0, end))
                        .results()
                        .forEach(found -> versions.add(Long.parseLong(found.group(1))));
                text.delete(0, end);
            }
        }
        return versions;
    }
}
