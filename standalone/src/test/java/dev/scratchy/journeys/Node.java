package dev.scratchy.journeys;

import dev.scratchy.command.CommandSide;
import dev.scratchy.query.QuerySide;
import dev.scratchy.shared.Launcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** A further process of one side, but in this JVM, on the servers of the running system. */
record Node(ConfigurableApplicationContext context) implements AutoCloseable {

    /** Makes a node believe the tokens of the running system. */
    @Configuration(proxyBeanMethods = false)
    static class TrustingTheRunningSystem {

        @Bean
        JwtDecoder jwtDecoder() {
            return RunningSystem.bean(JwtDecoder.class);
        }
    }

    /** A command side that believes the running system's tokens, with what a test adds to it. */
    static Node commandSide(List<Class<?>> added, String... arguments) {
        return start(
                CommandSide.class, "scratchy,command-side", with(added, TrustingTheRunningSystem.class), arguments);
    }

    /** A query side that believes the running system's tokens. */
    static Node querySide(String... arguments) {
        return start(QuerySide.class, "scratchy,query-side", List.of(TrustingTheRunningSystem.class), arguments);
    }

    /** A command side as it is deployed: whose tokens it believes, the arguments say. */
    static Node commandSideWithoutTrust(String... arguments) {
        return start(CommandSide.class, "scratchy,command-side", List.of(), arguments);
    }

    /** A query side as it is deployed. */
    static Node querySideWithoutTrust(String... arguments) {
        return start(QuerySide.class, "scratchy,query-side", List.of(), arguments);
    }

    private static List<Class<?>> with(List<Class<?>> some, Class<?> another) {
        var all = new ArrayList<>(some);
        all.add(another);
        return all;
    }

    private static Node start(Class<?> side, String configuration, List<Class<?>> added, String... arguments) {
        Map<String, Object> properties = new HashMap<>(RunningSystem.servers());
        properties.put("PORT", "0");
        var application = Launcher.application(side, configuration, properties);
        application.addPrimarySources(added);
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        // The class path of the tests holds more than that of a command side, which knows no such health.
        all[arguments.length] = "--management.health.redis.enabled=false";
        // As patient as the running system.
        all[arguments.length + 1] = "--spring.data.redis.timeout=1s";
        return new Node(application.run(all));
    }

    Http http(@Nullable String token) {
        return new Http("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"), token);
    }

    @Override
    public void close() {
        context.close();
    }
}
