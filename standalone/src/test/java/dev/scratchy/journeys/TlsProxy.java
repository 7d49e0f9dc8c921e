package dev.scratchy.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** TLS in front of a server that has none: what comes in is handed on in plain. */
final class TlsProxy implements AutoCloseable {

    private final ServerSocket listening;
    private final URI behind;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger carried = new AtomicInteger();

    TlsProxy(SSLContext tls, URI behind) throws IOException {
        this.listening = tls.getServerSocketFactory().createServerSocket(0);
        this.behind = behind;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** How many connections something was sent over. */
    int carried() {
        return carried.get();
    }

    /** Ends all connections, without a word. */
    void cut() {
        open.forEach(TlsProxy::end);
        open.clear();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Socket server = new Socket(behind.getHost(), behind.getPort());
                open.add(client);
                open.add(server);
                Thread.ofVirtual().start(() -> pipe(client, server, true));
                Thread.ofVirtual().start(() -> pipe(server, client, false));
            } catch (IOException closed) {
                // Looked at by the condition.
            }
        }
    }

    private void pipe(Socket from, Socket to, boolean counted) {
        byte[] buffer = new byte[8_192];
        try {
            int read = from.getInputStream().read(buffer);
            if (counted && read > 0) {
                carried.incrementAndGet();
            }
            while (read > 0) {
                to.getOutputStream().write(buffer, 0, read);
                to.getOutputStream().flush();
                read = from.getInputStream().read(buffer);
            }
        } catch (IOException refusedOrCut) {
            // As with its end.
        } finally {
            end(from);
            end(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
    }
}
