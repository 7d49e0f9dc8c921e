package dev.scratchy.journeys;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A command side and a query side as they are deployed, each with arguments of its own, and an issuer that both believe. */
final class TwoSides implements AutoCloseable {

    private final Issuer issuer;
    private final Node command;
    private final Node query;

    private TwoSides(Issuer issuer, Node command, Node query) {
        this.issuer = issuer;
        this.command = command;
        this.query = query;
    }

    static TwoSides start(List<String> ofCommandSide, List<String> ofQuerySide) {
        var issuer = new Issuer();
        String trust = "--spring.security.oauth2.resourceserver.jwt.jwk-set-uri=" + issuer.keysUrl();
        Node command = Node.commandSideWithoutTrust(with(ofCommandSide, trust));
        try {
            return new TwoSides(issuer, command, Node.querySideWithoutTrust(with(ofQuerySide, trust)));
        } catch (RuntimeException failure) {
            command.close();
            issuer.close();
            throw failure;
        }
    }

    private static String[] with(List<String> some, String another) {
        List<String> all = new ArrayList<>(some);
        all.add(another);
        return all.toArray(String[]::new);
    }

    /** Whoever commands, as somebody with this id. */
    Http command(String userId, String... roles) {
        return as(command, userId, roles);
    }

    /** Whoever asks, as somebody with this id. */
    Http query(String userId, String... roles) {
        return as(query, userId, roles);
    }

    Node commandSide() {
        return command;
    }

    Node querySide() {
        return query;
    }

    /** Registers somebody; their id. */
    String registered(String username) {
        return command("01J0000000000000000000ROOT", "admin")
                .post("/api/v1/users", Map.of("username", username, "displayName", username))
                .text("id");
    }

    private Http as(Node node, String userId, String... roles) {
        Map<String, Object> claims = issuer.claims();
        claims.put("sub", userId);
        claims.put("roles", List.of(roles));
        return node.http(issuer.token(claims));
    }

    @Override
    public void close() {
        query.close();
        command.close();
        issuer.close();
    }
}
