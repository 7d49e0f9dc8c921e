package dev.scratchy.shared.database;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/**
 * What this process is called where several are at the same work. Random, because neither a host's name nor a process id tells
 * two containers apart; with the host's name before it, for people.
 */
public final class NodeName {

    private static final int RANDOM_CHARACTERS = 8;
    private static final int HOST_CHARACTERS = 40;

    private final String value = host() + "-" + UUID.randomUUID().toString().substring(0, RANDOM_CHARACTERS);

    NodeName() {}

    private static String host() {
        try {
            String host = InetAddress.getLocalHost().getHostName();
            return host.length() > HOST_CHARACTERS ? host.substring(0, HOST_CHARACTERS) : host;
        } catch (UnknownHostException nameless) {
            return "node";
        }
    }

    /** At most 49 characters. */
    public String value() {
        return value;
    }
}
