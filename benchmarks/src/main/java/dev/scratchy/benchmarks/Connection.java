package dev.scratchy.benchmarks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One keep-alive connection of HTTP/1.1 over a plain socket. The client works on the same cores as the server, and what it
 * costs is part of both sides of a ratio: the less it does, the less it hides.
 */
final class Connection implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int BUFFER = 16_384;
    private static final byte[] NO_BODY = {};

    private final int port;
    private final String authorization;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    /** To the port of this machine, with a bearer token or anonymous; opened when first used. */
    Connection(int port, @Nullable String token) {
        this.port = port;
        this.authorization = token == null ? "" : "authorization: Bearer " + token + "\r\n";
    }

    /**
     * An answer.
     *
     * @param etag as it came, empty without one
     * @param token by which a query is to see what a command did, empty without one
     */
    record Answer(int status, String etag, String token, String body) {

        /** The number in the ETag of a single aggregate; lists have none. */
        long version() {
            return Long.parseLong(etag.substring(1, etag.length() - 1));
        }

        /** The same answer. Fails when it is not the expected one. */
        Answer expect(int expected) {
            if (status != expected) {
                throw new IllegalStateException("Answered " + status + " instead of " + expected + ": " + body);
            }
            return this;
        }
    }

    Answer get(String path) throws IOException {
        return send("GET", path, NO_BODY);
    }

    /** Asks for what may have changed since an answer with that ETag. */
    Answer get(String path, String etag) throws IOException {
        return send("GET", path, "if-none-match: " + etag + "\r\n", NO_BODY);
    }

    /** Asks for what has seen at least what that token stands for. */
    Answer getAfter(String path, String token) throws IOException {
        return send("GET", path, "consistency-token: " + token + "\r\nprefer: wait=10\r\n", NO_BODY);
    }

    Answer send(String method, String path, byte[] body) throws IOException {
        return send(method, path, "", body);
    }

    private Answer send(String method, String path, String header, byte[] body) throws IOException {
        InputStream answer = in;
        if (answer == null) {
            answer = open();
        }
        String head = method + " " + path + " HTTP/1.1\r\nhost: localhost\r\n" + authorization + header
                + (body.length == 0 ? "" : "content-type: application/json\r\n")
                + (method.equals("GET") ? "" : "content-length: " + body.length + "\r\n") + "\r\n";
        var message = new ByteArrayOutputStream(head.length() + body.length);
        message.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        message.writeBytes(body);
        if (socket != null) {
            message.writeTo(socket.getOutputStream());
        }
        return read(answer);
    }

    private Answer read(InputStream from) throws IOException {
        int status = Integer.parseInt(line(from).substring(9, 12));
        String etag = "";
        String token = "";
        int length = 0;
        boolean last = false;
        for (String line = line(from); !line.isEmpty(); line = line(from)) {
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).strip();
            switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "content-length" -> length = Integer.parseInt(value);
                case "transfer-encoding" -> length = -1;
                case "etag" -> etag = value;
                case "consistency-token" -> token = value;
                case "connection" -> last = value.equalsIgnoreCase("close");
                default -> {}
            }
        }
        byte[] body = length < 0 ? chunks(from) : from.readNBytes(length);
        if (last) {
            // Tomcat ends a connection after 100 requests by default; the next one opens another.
            close();
        }
        return new Answer(status, etag, token, new String(body, StandardCharsets.UTF_8));
    }

    private static byte[] chunks(InputStream from) throws IOException {
        var body = new ByteArrayOutputStream();
        for (int size = size(from); size > 0; size = size(from)) {
            body.writeBytes(from.readNBytes(size));
            line(from);
        }
        line(from);
        return body.toByteArray();
    }

    private static int size(InputStream from) throws IOException {
        return Integer.parseInt(line(from), 16);
    }

    private static String line(InputStream from) throws IOException {
        var line = new StringBuilder(64);
        for (int c = from.read(); c != '\n'; c = from.read()) {
            if (c < 0) {
                throw new EOFException("The server closed the connection.");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private InputStream open() throws IOException {
        var opened = new Socket();
        socket = opened;
        opened.setTcpNoDelay(true);
        opened.setSoTimeout(TIMEOUT_MILLIS);
        opened.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
        InputStream stream = new BufferedInputStream(opened.getInputStream(), BUFFER);
        in = stream;
        return stream;
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
        socket = null;
        in = null;
    }
}
