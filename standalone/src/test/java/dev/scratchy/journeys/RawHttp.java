package dev.scratchy.journeys;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Requests as no decent client sends them: the bytes are the test's own, one connection for each. */
final class RawHttp {

    private static final int MILLIS = 30_000;

    private RawHttp() {}

    /**
     * What came back; a status of 0 when the connection was closed without a word.
     *
     * @param headers by their names in lower case
     */
    record Reply(int status, Map<String, String> headers, String body) {}

    static Reply exchange(int port, byte[] head, byte[] body) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(MILLIS);
            send(socket, head, body);
            return parsed(received(socket.getInputStream()));
        }
    }

    /** The server may have answered and closed before all was sent. */
    private static void send(Socket socket, byte[] head, byte[] body) throws IOException {
        try {
            socket.getOutputStream().write(head);
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
        } catch (SocketException closed) {
            if (socket.isClosed()) {
                throw closed;
            }
        }
    }

    private static String received(InputStream from) throws IOException {
        var all = new ByteArrayOutputStream();
        try {
            byte[] some = new byte[8192];
            int read = from.read(some);
            while (read >= 0) {
                all.write(some, 0, read);
                read = isStream(all) ? -1 : from.read(some);
            }
        } catch (SocketException reset) {
            // What was sent before counts.
        }
        return all.toString(ISO_8859_1);
    }

    /** Of events, which has no end. */
    private static boolean isStream(ByteArrayOutputStream received) {
        return received.size() < 2_000 && received.toString(ISO_8859_1).contains("Content-Type: text/event-stream");
    }

    private static Reply parsed(String reply) {
        int end = reply.indexOf("\r\n\r\n");
        if (end < 0 || !reply.startsWith("HTTP/1.1 ")) {
            return new Reply(0, Map.of(), reply);
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : reply.substring(0, end).split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return new Reply(Integer.parseInt(reply.substring(9, 12)), headers, reply.substring(end + 4));
    }
}
