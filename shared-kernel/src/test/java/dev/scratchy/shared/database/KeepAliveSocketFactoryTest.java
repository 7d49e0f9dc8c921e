package dev.scratchy.shared.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.List;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;

class KeepAliveSocketFactoryTest {

    private final KeepAliveSocketFactory factory = new KeepAliveSocketFactory();

    @FunctionalInterface
    private interface Way {
        Socket open(ServerSocket to) throws IOException;
    }

    @Test
    void every_socket_asks_after_a_silent_peer_from_ten_seconds_on() throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        List<Way> ways = List.of(
                to -> factory.createSocket(),
                to -> factory.createSocket(here, to.getLocalPort()),
                to -> factory.createSocket(here.getHostAddress(), to.getLocalPort()),
                to -> factory.createSocket(here, to.getLocalPort(), here, 0),
                to -> factory.createSocket(here.getHostAddress(), to.getLocalPort(), here, 0));
        try (var server = new ServerSocket(0, ways.size(), here)) {
            for (Way way : ways) {
                try (Socket socket = way.open(server)) {
                    assertThat(socket.getOption(StandardSocketOptions.SO_KEEPALIVE))
                            .isTrue();
                    assumeTrue(socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE));
                    assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE))
                            .isEqualTo(10);
                    assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL))
                            .isEqualTo(10);
                    assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT))
                            .isEqualTo(3);
                }
            }
        }
    }

    /** pgjdbc makes it by its name. */
    @Test
    void it_can_be_made_by_its_class_name() throws ReflectiveOperationException {
        assertThat(Class.forName(KeepAliveSocketFactory.class.getName())
                        .getConstructor()
                        .newInstance())
                .isInstanceOf(KeepAliveSocketFactory.class);
    }
}
