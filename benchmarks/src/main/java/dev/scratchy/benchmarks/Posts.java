package dev.scratchy.benchmarks;

import dev.scratchy.benchmarks.reference.Reference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The requests that are compared, and the posts that they are about. */
final class Posts {

    static final String PATH = "/api/v1/posts";

    /** Characters of Markdown: a note, for the writes; what a post of a technical blog has, for the reads. */
    private static final int SHORT = 1_000;

    private static final int LONG = 6_000;

    /** So many that an update meets a stream of a few events, as it does in life, and clients do not meet each other. */
    private static final int UPDATED = 1_000;

    /** So many that two clients rarely read the same one and share the answer. */
    private static final int READ = 200;

    private static final String WORDS =
            "a backend keeps each event it was told and folds them into views that are read "
                    + "much more often than written so *every* answer may come from a cache which knows what it depends on";

    private final AtomicInteger number = new AtomicInteger();
    private final String shortContent = markdown(SHORT);
    private final List<String> updated = new CopyOnWriteArrayList<>();
    private final List<String> published = new CopyOnWriteArrayList<>();
    private final Map<String, String> etags = new ConcurrentHashMap<>();

    /** Makes the posts that are updated and read. */
    void prepare(Clients clients) throws Exception {
        clients.perSecond(UPDATED, false, connection -> updated.add(created(connection, shortContent)));
        prepareRead(clients);
    }

    /** Makes only those that are read. */
    void prepareRead(Clients clients) throws Exception {
        String content = markdown(LONG);
        clients.perSecond(READ, false, connection -> {
            String id = created(connection, content);
            connection.send("POST", PATH + "/" + id + "/publish", new byte[0]).expect(200);
            published.add(id);
        });
    }

    List<String> published() {
        return published;
    }

    void create(Connection connection) throws IOException {
        connection.send("POST", PATH, body(shortContent)).expect(201);
    }

    void insertRow(Connection connection) throws IOException {
        connection.send("POST", Reference.ROWS, body(shortContent)).expect(201);
    }

    /** Changes title and content, like an editor that saves. */
    void update(Connection connection) throws IOException {
        int turn = number.getAndIncrement();
        String id = updated.get(turn % updated.size());
        connection
                .send("PATCH", PATH + "/" + id, body(turn, turn + " " + shortContent))
                .expect(200);
    }

    void read(Connection connection) throws IOException {
        String id = published.get(number.getAndIncrement() % published.size());
        connection.get(PATH + "/" + id).expect(200);
    }

    /** Like a browser that has been here before. */
    void readUnchanged(Connection connection) throws IOException {
        String id = published.get(number.getAndIncrement() % published.size());
        String etag = etags.get(id);
        if (etag == null) {
            etags.put(id, connection.get(PATH + "/" + id).expect(200).etag());
        } else {
            connection.get(PATH + "/" + id, etag).expect(304);
        }
    }

    void readFromSpring(Connection connection) throws IOException {
        String id = published.get(number.getAndIncrement() % published.size());
        connection.get(Reference.SPRING_CACHE + id).expect(200);
    }

    void readConstant(Connection connection) throws IOException {
        connection.get(Reference.CONSTANT).expect(200);
    }

    private byte[] body(String content) {
        return body(number.getAndIncrement(), content);
    }

    /** What makes a post of a short text, with a slug of its own. */
    static byte[] note(int number) {
        return body(number, markdown(SHORT));
    }

    /** With a title of its own, hence with a slug of its own. */
    private static byte[] body(int number, String content) {
        return ("{\"title\": \"Benchmark post number " + number + "\", \"content\": \"" + content + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private String created(Connection connection, String content) throws IOException {
        var answer = connection.send("POST", PATH, body(content)).expect(201);
        return RunningSystem.data(answer).path("id").asString();
    }

    /** The same text in every run, ready to stand between quotes in JSON. */
    private static String markdown(int length) {
        String[] words = WORDS.split(" ", -1);
        var random = new Random(42);
        var text = new StringBuilder("## A heading\\n\\n");
        while (text.length() < length) {
            text.append(words[random.nextInt(words.length)]).append(random.nextInt(60) == 0 ? ".\\n\\n" : " ");
        }
        return text.toString().strip();
    }
}
