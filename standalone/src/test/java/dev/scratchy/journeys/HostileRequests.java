package dev.scratchy.journeys;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scratchy.journeys.OpenApiDocuments.Operation;
import dev.scratchy.journeys.RawHttp.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes requests for operations that are partly as documented and partly not at all. */
final class HostileRequests {

    private static final JsonMapper JSON = new JsonMapper();

    private static final int HUGE = 9 << 20;

    /** As they stand in a JSON text, in a query or in a path, once encoded. */
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\0",
            "a\0b",
            "\ud800",
            "a\udfff",
            "\u202e",
            "'",
            "' OR '1'='1",
            "'; DROP TABLE post;--",
            "\\",
            "%",
            "%00",
            "..",
            "../../etc/passwd",
            "..\\..\\",
            "/",
            ";jsessionid=1",
            "${jndi:ldap://localhost/a}",
            "{{7*7}}",
            "<script>alert(1)</script>",
            "null",
            "true",
            "-1",
            "0",
            "1e400",
            "9223372036854775808",
            "2147483648",
            "NaN",
            "1970-01-01T00:00:00Z",
            "+1000000000-12-31T23:59:59.999999999Z",
            "-999999999-01-01T00:00:00Z",
            "👩‍👩‍👧‍👦",
            "İı",
            "ﷺ".repeat(50),
            "x".repeat(300),
            "x".repeat(20_000));

    private static final List<String> JSON_VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1e400",
            "1e-400",
            "123456789012345678901234567890",
            "0.1",
            "[]",
            "{}",
            "[[]]",
            "[null]",
            "{\"a\":1}",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"2026-13-45T99:99:99Z\"",
            "NaN",
            "'a'",
            "\"open",
            "{",
            "]");

    private static final List<String> HEADER_VALUES = List.of(
            "",
            "*",
            "\"",
            "\"\"",
            "\"0\"",
            "\"1\", \"2\"",
            "W/\"1\"",
            "\"99999999999999999999\"",
            "\"1.2.3.4\"",
            "wait=",
            "wait=0",
            "wait=-1",
            "wait=99999999999",
            "wait=\"1\"; foo=bar, respond-async",
            "wait=1,wait=2",
            "bytes=0-1,5-",
            "bytes=-99999999999999999999",
            "../../../etc/passwd",
            "AAAA",
            "\u00e9\u00ff",
            "a\tb",
            "\u0001",
            ",,,,",
            ";;;;",
            "=",
            "x".repeat(256),
            "x".repeat(6_000));

    private static final List<String> ODD_HEADERS = List.of(
            "Range",
            "Last-Event-ID",
            "If-Modified-Since",
            "If-Unmodified-Since",
            "If-None-Match",
            "If-Match",
            "Prefer",
            "Consistency-Token",
            "Idempotency-Key",
            "Accept-Encoding",
            "Accept-Language",
            "Content-Encoding",
            "Origin",
            "Cookie",
            "X-Forwarded-Proto",
            "X-HTTP-Method-Override",
            "X-Correlation-Id",
            "Expect",
            "Upgrade",
            "Transfer-Encoding",
            "Authorization");

    private static final List<String> MEDIA_TYPES = List.of(
            "application/json",
            "application/json;charset=utf-16",
            "application/json; charset=nonsense",
            "text/plain",
            "text/event-stream",
            "application/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "*/*",
            "application/*;q=0",
            "nonsense",
            "a/b/c",
            "/",
            "");

    private final JsonNode document;
    private final Random random;
    private final Supplier<String> knownIds;

    HostileRequests(JsonNode document, Random random, Supplier<String> knownIds) {
        this.document = document;
        this.random = random;
        this.knownIds = knownIds;
    }

    /** The bytes of a request, for somebody with a token or without. */
    static final class Request {

        private final byte[] head;
        private final byte[] body;

        private Request(byte[] head, byte[] body) {
            this.head = head;
            this.body = body;
        }

        Reply sent(int port) throws IOException {
            return RawHttp.exchange(port, head, body);
        }

        /** Whether its method is that of the operation, too. */
        boolean isOf(Operation operation) {
            return new String(head, ISO_8859_1).startsWith(operation.method() + " ");
        }

        boolean has(String header) {
            return new String(head, ISO_8859_1).contains("\n" + header + ": ");
        }

        /** Without what is too long to be read. */
        String shown() {
            String text = new String(head, ISO_8859_1)
                    .replaceAll("Authorization: Bearer [^\r\n]*", "Authorization: Bearer ...");
            return readable(text) + readable(new String(body, UTF_8));
        }

        private static String readable(String text) {
            String brief = text.replaceAll("(?s)(.)\\1{40,}", "$1...");
            return brief.length() > 3_000 ? brief.substring(0, 3_000) + "..." : brief;
        }
    }

    Request of(Operation operation, @Nullable String token) {
        byte[] body = body(operation);
        var head = new StringBuilder(
                one(20) ? anyOf(List.of("HEAD", "OPTIONS", "GET", "POST", "PATCH", "PUT")) : operation.method());
        head.append(' ')
                .append(path(operation))
                .append(query(operation))
                .append(" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        if (token != null) {
            head.append("Authorization: Bearer ")
                    .append(one(50) ? token + "x" : token)
                    .append("\r\n");
        }
        OpenApiDocuments.parameters(operation)
                .filter(parameter -> parameter.path("in").asString("").equals("header"))
                .filter(parameter -> one(8))
                .forEach(parameter -> head.append(parameter.path("name").asString(""))
                        .append(": ")
                        .append(one(3) ? parameter.path("example").asString("") : anyOf(HEADER_VALUES))
                        .append("\r\n"));
        if (one(8)) {
            head.append(anyOf(ODD_HEADERS))
                    .append(": ")
                    .append(anyOf(HEADER_VALUES))
                    .append("\r\n");
        }
        if (one(12)) {
            head.append("Accept: ").append(anyOf(MEDIA_TYPES)).append("\r\n");
        }
        if (body.length > 0 || one(10)) {
            head.append("Content-Type: ")
                    .append(one(8) ? anyOf(MEDIA_TYPES) : "application/json")
                    .append("\r\n");
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        return new Request(head.append("\r\n").toString().getBytes(ISO_8859_1), body);
    }

    private String path(Operation operation) {
        String path = operation.path();
        while (path.contains("{")) {
            int from = path.indexOf('{');
            int to = path.indexOf('}');
            path = path.substring(0, from) + variable(path.substring(from + 1, to)) + path.substring(to + 1);
        }
        return path;
    }

    private String variable(String name) {
        if (one(8)) {
            return encoded(anyOf(TEXTS));
        }
        return name.equals("id") ? knownIds.get() : one(2) ? "word-" + random.nextInt(50) : encoded(anyOf(TEXTS));
    }

    private String query(Operation operation) {
        List<String> parts = new ArrayList<>();
        OpenApiDocuments.parameters(operation)
                .filter(parameter -> parameter.path("in").asString("").equals("query"))
                .filter(parameter -> one(2))
                .forEach(parameter -> {
                    String name = parameter.path("name").asString("");
                    parts.add(name + "="
                            + encoded(!one(4) ? parameter.path("example").asString("") : anyOf(TEXTS)));
                    if (one(10)) {
                        parts.add(name + "=" + encoded(anyOf(TEXTS)));
                    }
                });
        if (one(10)) {
            parts.add(anyOf(List.of("%ff=%fe", "a=%", "%zz", "page[]=1", "&&&", "sort=id", "=")));
        }
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }

    /** As a client would, or half a surrogate pair and a slash as they are not to be. */
    private String encoded(String text) {
        String shorter = text.length() > 5_000 ? text.substring(0, 5_000) : text;
        if (shorter.equals("..") && one(2)) {
            return "..";
        }
        return one(20) ? "%ed%a0%80" : URLEncoder.encode(shorter, UTF_8).replace("+", "%20");
    }

    private byte[] body(Operation operation) {
        JsonNode content =
                operation.description().path("requestBody").path("content").path("application/json");
        if (content.isMissingNode()) {
            return one(10) ? anyOf(JSON_VALUES).getBytes(UTF_8) : new byte[0];
        }
        return switch (random.nextInt(12)) {
            case 0 -> anyOf(JSON_VALUES).getBytes(UTF_8);
            case 1 -> noise();
            case 2 -> one(50) ? "x".repeat(HUGE).getBytes(UTF_8) : nested();
            case 3 -> cut(JSON.writeValueAsBytes(content.path("example")));
            default -> changed(content).getBytes(UTF_8);
        };
    }

    /** The example, some of its fields being others. */
    private String changed(JsonNode content) {
        ObjectNode body = (ObjectNode) content.path("example").deepCopy();
        JsonNode properties =
                OpenApiDocuments.resolved(document, content.path("schema")).path("properties");
        properties.propertyNames().forEach(name -> {
            switch (random.nextInt(20)) {
                case 0 -> body.remove(name);
                case 1 -> body.put(name, anyOf(TEXTS));
                case 2 -> body.putRawValue(name, new tools.jackson.databind.util.RawValue(anyOf(JSON_VALUES)));
                case 3 -> body.set(name, many());
                default -> {
                    if (name.equals("slug") || name.equals("username")) {
                        body.put(name, "word-" + random.nextInt(50));
                    }
                }
            }
        });
        if (one(8)) {
            body.put(anyOf(List.of("admin", "__proto__", "@type", "class", "id", "version")), anyOf(TEXTS));
        }
        return JSON.writeValueAsString(body);
    }

    private ArrayNode many() {
        ArrayNode array = JSON.createArrayNode();
        for (int at = random.nextInt(30); at > 0; at--) {
            array.add(anyOf(TEXTS));
        }
        return array;
    }

    private byte[] nested() {
        int depth = 1 + random.nextInt(20_000);
        return (one(2) ? "[".repeat(depth) + "]".repeat(depth) : "{\"title\":".repeat(depth)).getBytes(UTF_8);
    }

    private byte[] noise() {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] cut(byte[] whole) {
        var part = new ByteArrayOutputStream();
        part.write(whole, 0, random.nextInt(whole.length + 1));
        return part.toByteArray();
    }

    private boolean one(int in) {
        return random.nextInt(in) == 0;
    }

    private <T> T anyOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
