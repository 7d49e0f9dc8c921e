package dev.scratchy.query.cache;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** What is between one node and its Redis, and can be cut. */
final class Wire implements AutoCloseable {

    private static final CountDownLatch OPEN = new CountDownLatch(0);

    private final ServerSocket entrance;
    private final int target;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile CountDownLatch gate = OPEN;

    private Wire(ServerSocket entrance, int target) {
        this.entrance = entrance;
        this.target = target;
    }

    static Wire to(int port) {
        try {
            var wire = new Wire(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
            Thread.startVirtualThread(wire::accept);
            return wire;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** Ends all connections and every new one. */
    void cut() {
        cut = true;
        ends.forEach(Wire::end);
    }

    /** Connections stay, new ones are accepted, and nothing gets through, as when packets are lost. */
    void freeze() {
        gate = new CountDownLatch(1);
    }

    /** What was held back gets through, as it is sent again. */
    void mend() {
        cut = false;
        gate.countDown();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket near = entrance.accept();
                if (cut) {
                    end(near);
                } else {
                    connect(near);
                }
            } catch (IOException closedOrRefused) {
                // The next one may fare better.
            }
        }
    }

    private void connect(Socket near) throws IOException {
        ends.add(near);
        try {
            var far = new Socket(InetAddress.getLoopbackAddress(), target);
            ends.add(far);
            Thread.startVirtualThread(() -> carry(near, far));
            Thread.startVirtualThread(() -> carry(far, near));
        } catch (IOException refused) {
            end(near);
            throw refused;
        }
    }

    private void carry(Socket from, Socket to) {
        byte[] some = new byte[8_192];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                gate.await();
                out.write(some, 0, read);
            }
        } catch (IOException over) {
            // Closed at one end, so it is closed at both.
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            end(from);
            end(to);
            ends.remove(from);
            ends.remove(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException already) {
            // It is closed.
        }
    }

    @Override
    public void close() {
        mend();
        cut();
        try {
            entrance.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
