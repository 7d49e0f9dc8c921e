package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.shared.identity.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Every path of every process has a rule, and only the paths of this list are open to everybody. */
class AccessJourneyTest {

    /**
     * What answers without a token. A path that is opened is written down here, after thinking about it twice; which
     * process has it does not matter.
     */
    private static final Set<String> OPEN = Set.of(
            "GET /actuator/health",
            "GET /actuator/health/**",
            "GET /admin",
            "GET /admin/",
            "GET /admin/sign-in.json",
            "GET /api/v1/comments/{id}",
            "GET /api/v1/posts",
            "GET /api/v1/posts/by-slug/{slug}",
            "GET /api/v1/posts/{id}",
            "GET /api/v1/posts/{id}/changes",
            "GET /api/v1/posts/{id}/comments",
            "GET /api/v1/search",
            "GET /api/v1/tags",
            "GET /api/v1/users/by-username/{username}",
            "GET /api/v1/users/{id}/posts",
            "GET /api/v1/users/{id}",
            "GET /api/v1/users/{id}/followers",
            "GET /api/v1/users/{id}/following",
            "GET /docs",
            "GET /openapi",
            "GET /openapi.yaml",
            "GET /openapi.yaml/{group}",
            "GET /openapi/swagger-config",
            "GET /openapi/{group}",
            "POST /dev/tokens");

    /** The web server comes here by itself to show a failure; a request does not get here. */
    private static final String ERROR_PAGE = "/error";

    private static final String FORGOTTEN = "/api/v1/forgotten";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Http anybody = RunningSystem.http();
    private final String admin =
            String.valueOf(anybody.as(Names.unique("operator"), "admin").token());

    @AfterAll
    static void let_go_of_the_connections() {
        CLIENT.close();
    }

    /** A method and a path, with variables in braces. */
    private record Mapping(String method, String path) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @Test
    void standalone_has_a_rule_for_each_path_and_opens_exactly_those_of_the_list() {
        var mappings = mappings(RunningSystem.beans(RequestMappingInfoHandlerMapping.class));

        assertThat(mappings).hasSizeGreaterThan(15);
        assertThat(withoutARule(anybody.server(), mappings)).isEmpty();
        assertThat(open(anybody.server(), mappings)).isEqualTo(new TreeSet<>(OPEN));
    }

    /** Each side by itself, because in standalone a path may live by a rule of the other side. */
    @Test
    void so_does_each_side_by_itself() {
        try (Node command = Node.commandSide(List.of());
                Node query = Node.querySide()) {
            for (Node side : List.of(command, query)) {
                String server = side.http(null).server();
                var mappings = mappings(side.context()
                        .getBeansOfType(RequestMappingInfoHandlerMapping.class)
                        .values());

                assertThat(mappings).hasSizeGreaterThan(5);
                assertThat(withoutARule(server, mappings)).isEmpty();
                assertThat(open(server, mappings)).isSubsetOf(OPEN).allMatch(path -> path.startsWith("GET "));
            }
        }
    }

    @Test
    void what_is_not_there_is_not_found_by_whoever_asks() {
        for (String path : List.of("/", "/api", "/api/v1", "/api/v2/posts", "/index.html", "/actuator/env")) {
            assertThat(answer(anybody.server(), null, new Mapping("GET", path)))
                    .as(path)
                    .isEqualTo(404);
            assertThat(answer(anybody.server(), admin, new Mapping("GET", path)))
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    void what_is_there_but_has_no_rule_is_denied() {
        assertThat(answer(anybody.server(), null, new Mapping("GET", ERROR_PAGE)))
                .isEqualTo(401);
        assertThat(answer(anybody.server(), admin, new Mapping("GET", ERROR_PAGE)))
                .isEqualTo(403);
        try (Node node = Node.commandSide(List.of(Forgotten.class))) {
            assertThat(answer(node.http(null).server(), null, new Mapping("GET", FORGOTTEN)))
                    .isEqualTo(401);
            assertThat(answer(node.http(null).server(), admin, new Mapping("GET", FORGOTTEN)))
                    .isEqualTo(403);
            assertThat(answer(node.http(null).server(), admin, new Mapping("POST", FORGOTTEN)))
                    .isEqualTo(405);
        }
    }

    /** A controller whose author did not think of a rule. */
    @Configuration(proxyBeanMethods = false)
    @RestController
    static class Forgotten {

        @GetMapping(FORGOTTEN)
        String secret() {
            return "secret";
        }
    }

    /** An admin may use everything, so what is denied to one is denied because no rule allows it. */
    private Set<String> withoutARule(String server, Set<Mapping> mappings) {
        return those(mappings.stream().filter(mapping -> answer(server, admin, mapping) == 403));
    }

    private Set<String> open(String server, Set<Mapping> mappings) {
        return those(mappings.stream().filter(mapping -> answer(server, null, mapping) != 401));
    }

    private static Set<String> those(Stream<Mapping> mappings) {
        return mappings.map(Mapping::toString).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The controllers' and the actuator's. */
    private static Set<Mapping> mappings(Collection<RequestMappingInfoHandlerMapping> ofAProcess) {
        return ofAProcess.stream()
                .flatMap(handlers -> handlers.getHandlerMethods().keySet().stream())
                .flatMap(AccessJourneyTest::mappings)
                .filter(mapping -> !mapping.path().equals(ERROR_PAGE))
                .collect(Collectors.toSet());
    }

    private static Stream<Mapping> mappings(RequestMappingInfo handler) {
        Set<RequestMethod> methods = handler.getMethodsCondition().getMethods();
        return handler.getPatternValues().stream()
                .flatMap(path -> (methods.isEmpty() ? Set.of(RequestMethod.values()) : methods)
                        .stream().map(method -> new Mapping(method.name(), path)));
    }

    /** The status for a request that changes nothing: there is no such id, and no body. */
    private static int answer(String server, @Nullable String token, Mapping mapping) {
        String path = mapping.path()
                .replaceAll("\\{[^}]*[iI]d}", UserId.next().value())
                .replaceAll("\\{[^}]*}", "nothing-of-this-name")
                .replace("**", "nothing")
                .replace("*", "nothing");
        var request = HttpRequest.newBuilder(URI.create(server + path))
                .timeout(Duration.ofSeconds(30))
                .header("content-type", "application/json")
                .method(mapping.method(), BodyPublishers.noBody());
        if (token != null) {
            request.header("authorization", "Bearer " + token);
        }
        try {
            // The status is enough; the body of a stream would not end.
            HttpResponse<InputStream> response = CLIENT.send(request.build(), BodyHandlers.ofInputStream());
            response.body().close();
            return response.statusCode();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }
}
