package dev.scratchy.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a server on this machine that can be shut: then connections end, and new ones too. */
public final class Gate implements AutoCloseable {

    private final ServerSocket door;
    private final int server;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean shut;

    /** An open one to a port. */
    public Gate(int server) {
        this.server = server;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    public void shut() {
        shut = true;
        connections.forEach(Gate::end);
    }

    public void open() {
        shut = false;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                connections.add(client);
                if (shut) {
                    end(client);
                } else {
                    lead(client);
                }
            } catch (IOException closed) {
                // Asked for the next one, unless the door is closed.
            }
        }
    }

    /** One behind whom nobody is must not wait for an answer. */
    private void lead(Socket client) {
        try {
            Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server);
            connections.add(upstream);
            pump(client, upstream);
            pump(upstream, client);
        } catch (IOException nobody) {
            connections.remove(client);
            end(client);
        }
    }

    private void pump(Socket from, Socket to) {
        Thread.ofVirtual().start(() -> {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException cut) {
                // The other direction hears of it as well.
            } finally {
                connections.remove(from);
            }
        });
    }

    private static void end(Socket connection) {
        try {
            connection.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        shut();
    }
}
