package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import dev.scratchy.shared.security.AccessRules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** A caller has so many commands a minute, whichever node takes them. */
class RateLimitJourneyTest {

    private static final String POSTS = "/api/v1/posts";
    private static final String OPEN = "/api/v1/open";
    private static final int LIMIT = 4;

    /** A test machine may stall, and who is let through unchecked is not counted. */
    private static final Duration PATIENT = Duration.ofSeconds(10);

    private static final ShiftedClock CLOCK = new ShiftedClock();

    private static Node first;
    private static Node second;

    private final Http anybody = RunningSystem.http();
    private final Http writer = anybody.as(Names.unique("ada"), "author");
    private final String ada = String.valueOf(writer.token());

    @BeforeAll
    static void start_two_nodes() {
        // On Kubernetes, Spring Boot believes X-Forwarded-For unless it is told not to.
        first = limited("--spring.main.cloud-platform=kubernetes");
        second = limited();
    }

    @AfterAll
    static void stop_them() {
        first.close();
        second.close();
    }

    @AfterEach
    void set_the_clock_right() {
        CLOCK.shift = Duration.ZERO;
    }

    @Test
    void two_nodes_share_a_callers_budget_and_say_when_there_is_more() {
        assertThat(create(first, ada).status()).isEqualTo(201);
        assertThat(create(second, ada).status()).isEqualTo(201);
        assertThat(create(first, ada).status()).isEqualTo(201);
        assertThat(create(second, ada).status()).isEqualTo(201);

        for (Node node : List.of(first, second)) {
            Answer refused = create(node, ada);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.code()).isEqualTo("TOO_MANY_REQUESTS");
            assertThat(refused.header("content-type")).startsWith("application/problem+json");
            assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(1, 60);
        }
    }

    @Test
    void every_kind_of_command_counts_and_no_query_does() {
        Http caller = first.http(ada);
        String post = POSTS + "/" + create(first, ada).text("id");
        for (int n = 0; n < 2 * LIMIT; n++) {
            assertThat(first.http(null).get(OPEN).status()).isEqualTo(200);
            assertThat(caller.get(OPEN).status()).isEqualTo(200);
        }
        assertThat(caller.patch(post, Map.of("title", "Changed")).status()).isEqualTo(200);
        assertThat(caller.put(post + "/tags/one", null).status()).isEqualTo(200);
        assertThat(caller.delete(post + "/tags/one").status()).isEqualTo(200);

        assertThat(caller.delete(post).status()).isEqualTo(429);
        assertThat(caller.patch(post, Map.of("title", "Again")).status()).isEqualTo(429);
        assertThat(caller.put(post + "/tags/one", null).status()).isEqualTo(429);
        assertThat(create(first, ada).status()).isEqualTo(429);
        assertThat(caller.get(OPEN).status()).isEqualTo(200);
    }

    @Test
    void another_caller_has_a_budget_of_their_own() {
        exhaust(first, ada);

        assertThat(create(first, token("bob", "author")).status()).isEqualTo(201);
    }

    @Test
    void what_is_refused_for_its_token_or_its_roles_costs_nothing() {
        String reader = token("reader");
        for (int n = 0; n < 2 * LIMIT; n++) {
            assertThat(create(first, ada + "x").status()).isEqualTo(401);
            assertThat(create(first, reader).status()).isEqualTo(403);
        }

        assertThat(create(first, ada).status()).isEqualTo(201);
        assertThat(first.http(reader).post(OPEN, null).status()).isEqualTo(200);
    }

    @Test
    void administration_is_not_limited() {
        String operator = token("operator", "admin");

        for (int n = 0; n < 2 * LIMIT; n++) {
            assertThat(first.http(operator).post("/api/v1/admin/test", null).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void callers_without_a_token_are_told_apart_by_address_and_cannot_choose_theirs() {
        List<Integer> answers = IntStream.rangeClosed(0, LIMIT)
                .mapToObj(n -> first.http(null)
                        .post(OPEN, null, "X-Forwarded-For", "203.0.113." + n)
                        .status())
                .toList();

        assertThat(answers.subList(0, LIMIT)).containsOnly(200);
        assertThat(answers.getLast()).isEqualTo(429);
    }

    @Test
    void behind_a_proxy_that_is_believed_the_address_is_the_one_that_it_names() {
        try (Node behindProxy = limited("--server.forward-headers-strategy=native")) {
            for (int n = 0; n < 2 * LIMIT; n++) {
                assertThat(behindProxy
                                .http(null)
                                .post(OPEN, null, "X-Forwarded-For", "198.51.100." + n)
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void after_the_time_that_was_named_the_whole_budget_is_there_again() {
        exhaust(first, ada);
        Duration wait = Duration.ofSeconds(Long.parseLong(create(first, ada).header("retry-after")));

        CLOCK.shift = wait.minusSeconds(5);
        assertThat(create(first, ada).status()).isEqualTo(429);
        CLOCK.shift = wait;
        exhaust(first, ada);
        assertThat(create(first, ada).status()).isEqualTo(429);
    }

    @Test
    void what_redis_keeps_of_a_caller_ends_by_itself() {
        create(first, ada);

        StringRedisTemplate redis = RunningSystem.bean(StringRedisTemplate.class);
        Set<String> keys = redis.keys("rl:*" + writer.userId());
        assertThat(keys).hasSize(1);
        // A minute, and ten seconds for clocks that differ.
        assertThat(keys).allSatisfy(key -> assertThat(redis.getExpire(key)).isBetween(1L, 70L));
    }

    @Test
    void a_clock_that_was_wrong_for_a_moment_costs_little_more_than_a_minute() {
        CLOCK.shift = Duration.ofHours(1);
        assertThat(create(first, ada).status()).isEqualTo(201);
        CLOCK.shift = Duration.ZERO;
        for (int n = 1; n < LIMIT; n++) {
            assertThat(create(first, ada).status()).isEqualTo(201);
        }

        Answer refused = create(first, ada);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(1, 70);
        StringRedisTemplate redis = RunningSystem.bean(StringRedisTemplate.class);
        assertThat(redis.keys("rl:*"))
                .allSatisfy(key ->
                        assertThat(redis.getExpire(key)).isBetween(-2L, 70L).isNotEqualTo(-1L));
    }

    @Test
    void while_redis_hangs_commands_pass_unchecked_without_waiting_each_and_afterwards_they_are_limited_again() {
        try (Node hasty = limited(Duration.ofMillis(250))) {
            Http operator = hasty.http(token("operator", "admin"));
            exhaust(first, ada);
            double before = unchecked(operator);

            RunningSystem.pauseRedis();
            // Were each to wait for Redis, it would be back before the last of them.
            for (int n = 0; n < 20; n++) {
                assertThat(create(hasty, ada).status()).isEqualTo(201);
            }

            assertThat(unchecked(operator) - before).isEqualTo(20);
            limitedAgain(hasty);
            assertThat(hasty.http(null).get("/actuator/metrics").status()).isEqualTo(401);
        }
    }

    @Test
    void connections_that_were_cut_are_made_again() {
        exhaust(second, ada);
        RunningSystem.cutRedisConnections();

        limitedAgain(first);
        limitedAgain(second);
    }

    @Test
    void a_node_starts_and_takes_commands_without_a_redis() {
        try (Node alone = limited("--scratchy.rate-limit.redis-url=redis://127.0.0.1:1")) {
            Http operator = alone.http(token("operator", "admin"));
            for (int n = 0; n < 2 * LIMIT; n++) {
                assertThat(create(alone, ada).status()).isEqualTo(201);
            }
            assertThat(unchecked(operator)).isEqualTo(2 * LIMIT);
            assertThat(alone.http(null).get("/actuator/health").status()).isEqualTo(200);
        }
    }

    @Test
    void the_command_side_allows_a_hundred_and_standalone_any_number() {
        try (Node deployed = Node.commandSide(List.of(OpenPaths.class), patience(PATIENT))) {
            Http caller = deployed.http(ada);
            for (int n = 0; n < 100; n++) {
                assertThat(caller.post(OPEN, null).status()).isEqualTo(200);
            }
            assertThat(caller.post(OPEN, null).status()).isEqualTo(429);
        }
        Http standalone = new Http(anybody.server(), ada);
        String post =
                POSTS + "/" + standalone.post(POSTS, Map.of("title", "Tagged")).text("id");
        for (int n = 0; n < 110; n++) {
            assertThat(standalone.put(post + "/tags/one", null).status()).isEqualTo(200);
        }
    }

    private static Node limited(String... arguments) {
        return limited(PATIENT, arguments);
    }

    private static String patience(Duration timeout) {
        return "--scratchy.rate-limit.timeout=" + timeout.toMillis() + "ms";
    }

    private static Node limited(Duration timeout, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.add("--scratchy.rate-limit.commands-per-minute=" + LIMIT);
        all.add(patience(timeout));
        return Node.commandSide(List.of(OpenPaths.class), all.toArray(String[]::new));
    }

    private String token(String name, String... roles) {
        return String.valueOf(anybody.as(Names.unique(name), roles).token());
    }

    private static Answer create(Node node, String token) {
        return node.http(token).post(POSTS, Map.of("title", "Counted"));
    }

    private static void exhaust(Node node, String token) {
        for (int n = 0; n < LIMIT; n++) {
            assertThat(create(node, token).status()).isEqualTo(201);
        }
    }

    /** So that no other test runs while everything is allowed. */
    private void limitedAgain(Node node) {
        Eventually.see(() -> assertThat(create(node, ada).status()).isEqualTo(429));
    }

    private static double unchecked(Http operator) {
        return operator.get("/actuator/metrics/scratchy.rate.limit.unavailable")
                .json()
                .path("measurements")
                .get(0)
                .path("value")
                .asDouble();
    }

    /** Commands that need no token or are not limited, which the command side has none of, and a clock that can be put forward. */
    @Configuration(proxyBeanMethods = false)
    @RestController
    static class OpenPaths {

        @GetMapping(OPEN)
        String query() {
            return "";
        }

        @PostMapping(OPEN)
        String command() {
            return "";
        }

        @PostMapping("/api/v1/admin/test")
        String administration() {
            return "";
        }

        @Bean
        AccessRules openRules() {
            return requests -> requests.requestMatchers(OPEN)
                    .permitAll()
                    .requestMatchers("/api/v1/admin/**")
                    .hasRole("ADMIN");
        }

        @Bean
        @Primary
        Clock shiftedClock() {
            return CLOCK;
        }
    }

    private static final class ShiftedClock extends Clock {

        private volatile Duration shift = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().plus(shift);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
