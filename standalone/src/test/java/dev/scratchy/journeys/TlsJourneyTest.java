package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scratchy.shared.Launcher;
import dev.scratchy.shared.database.CannotStart;
import dev.scratchy.shared.database.DatabaseConfiguration;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Both sides with servers that they know by a certificate, and with passwords that files say. */
@ExtendWith(OutputCaptureExtension.class)
class TlsJourneyTest {

    /** Nothing in it means what it looks like. */
    private static final String PASSWORD = "p@ss:w/rd+%41 &ä";

    private static final String ADMIN = "/api/v1/admin";
    private static final String REDIS_USER = "encrypted";

    private static final Path directory = RunningSystem.temporaryDirectory();

    private static Authority trusted;
    private static Authority another;
    private static Path secret;
    private static EmbeddedPostgres postgres;
    private static JdbcClient superuser;
    private static TlsProxy redis;
    private static TwoSides sides;

    @BeforeAll
    static void start() throws Exception {
        trusted = new Authority(directory, "trusted");
        another = new Authority(directory, "another");
        secret = Files.writeString(directory.resolve("password"), PASSWORD + "\n");
        postgres = encryptedOnly();
        superuser = JdbcClient.create(postgres.getPostgresDatabase());
        superuser.sql(Files.readString(Path.of("../ops/postgresql/roles.sql"))).update();
        for (String role : List.of("scratchy", "scratchy_command", "scratchy_query")) {
            superuser.sql("ALTER ROLE " + role + " PASSWORD '" + PASSWORD + "'").update();
        }
        try (var client = RedisClient.create(plainRedis())) {
            client.connect()
                    .sync()
                    .aclSetuser(
                            REDIS_USER,
                            AclSetuserArgs.Builder.on()
                                    .addPassword(PASSWORD)
                                    .allKeys()
                                    .allChannels()
                                    .allCommands());
        }
        redis = new TlsProxy(trusted.context(), URI.create(plainRedis()));
        Launcher.run(
                DatabaseConfiguration.class,
                "scratchy",
                "migrate",
                "--DATABASE_URL=" + database("scratchy", "localhost", trusted),
                "--DATABASE_PASSWORD_FILE=" + secret,
                "--DATABASE_COMMAND_ROLE=scratchy_command",
                "--DATABASE_QUERY_ROLE=scratchy_query");
        sides = TwoSides.start(
                servers("scratchy_command", "localhost", trusted), servers("scratchy_query", "localhost", trusted));
    }

    /** Everybody but the superuser needs a password, and TLS. */
    private static EmbeddedPostgres encryptedOnly() throws IOException {
        Path access = Files.writeString(directory.resolve("pg_hba.conf"), """
                host    all postgres all trust
                hostssl all all      all scram-sha-256
                """);
        return EmbeddedPostgres.builder()
                .setServerConfig("hba_file", access.toString())
                .setServerConfig("ssl", "on")
                .setServerConfig("ssl_cert_file", trusted.ofServer().toString())
                .setServerConfig("ssl_key_file", trusted.keyOfServer().toString())
                .start();
    }

    @AfterAll
    static void stop() throws IOException {
        sides.close();
        redis.close();
        try (var client = RedisClient.create(plainRedis())) {
            client.connect().sync().aclDeluser(REDIS_USER);
        }
        postgres.close();
        RunningSystem.remove(directory);
    }

    @Test
    void every_connection_is_encrypted_also_those_that_listen_and_notify() {
        assertOwnWriteIsSeen("Encrypted");

        assertThat(superuser
                        .sql("""
                        SELECT count(*) FILTER (WHERE s.ssl), count(*) FILTER (WHERE NOT s.ssl),
                            count(*) FILTER (WHERE a.query LIKE 'LISTEN%'), count(*) FILTER (WHERE a.query LIKE '%pg_notify%')
                        FROM pg_stat_activity AS a JOIN pg_stat_ssl AS s USING (pid)
                        WHERE a.application_name = 'scratchy'
                        """)
                        .query((row, number) ->
                                List.of(row.getInt(1) > 0, row.getInt(2) == 0, row.getInt(3) > 0, row.getInt(4) > 0))
                        .single())
                .containsOnly(true);
        assertRedisIsUsed();
    }

    @Test
    void what_is_cut_is_opened_again_as_encrypted_as_before() {
        assertRedisIsUsed();
        int before = redis.carried();
        redis.cut();
        superuser
                .sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'scratchy'")
                .query((row, number) -> number)
                .list();

        // As long as bad days may go on after the end of a fault.
        Eventually.see(Duration.ofSeconds(30), () -> assertOwnWriteIsSeen("After the cut"));
        assertRedisIsUsed();
        Eventually.see(() -> assertThat(redis.carried()).isGreaterThanOrEqualTo(before + 2));
        assertThat(superuser.sql("""
                        SELECT count(*)
                        FROM pg_stat_activity AS a JOIN pg_stat_ssl AS s USING (pid)
                        WHERE a.application_name = 'scratchy' AND NOT s.ssl
                        """).query(Long.class).single()).isZero();
    }

    @Test
    void a_server_of_another_authority_is_refused_in_one_line() {
        refused(database("scratchy_query", "localhost", another), "unable to find valid certification path");
    }

    @Test
    void a_server_of_another_name_is_refused_in_one_line() {
        refused(database("scratchy_query", "127.0.0.1", trusted), "127.0.0.1 could not be verified");
    }

    @Test
    void a_root_certificate_that_is_not_there_is_named() {
        refused(database("scratchy_query", "localhost", trusted).replace("ca.pem", "nothing.pem"), "nothing.pem");
    }

    @Test
    void a_redis_of_another_authority_or_name_is_not_used_and_a_line_says_why(CapturedOutput output) throws Exception {
        try (TwoSides strangers = TwoSides.start(
                servers("scratchy_command", "localhost", another), servers("scratchy_query", "127.0.0.1", trusted))) {
            assertThat(strangers.querySide().http(null).get("/api/v1/posts").status())
                    .isEqualTo(200);
            Eventually.see(() -> assertThat(lines(output, "because of Redis: "))
                    .anySatisfy(line -> assertThat(line).contains("No subject alternative names matching IP address")));
            assertThat(lines(output, "commands are not limited"))
                    .anySatisfy(line -> assertThat(line).contains("unable to find valid certification path"));
        }
    }

    private static List<String> lines(CapturedOutput output, String part) {
        return output.getOut().lines().filter(line -> line.contains(part)).toList();
    }

    private static void refused(String url, String why) {
        assertThatThrownBy(
                        () -> Launcher.application(DatabaseConfiguration.class, "scratchy", Map.of("DATABASE_URL", url))
                                .run("--spring.main.web-application-type=none", "--DATABASE_PASSWORD_FILE=" + secret))
                .rootCause()
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("PostgreSQL cannot be reached at")
                .hasMessageContaining(why)
                .hasMessageContaining("DATABASE_URL, its sslmode and its sslrootcert")
                .message()
                .doesNotContain("\n");
    }

    private static void assertOwnWriteIsSeen(String title) {
        String author = sides.registered(Names.unique("erin"));
        Http.Answer written = sides.command(author, "author").post("/api/v1/posts", Map.of("title", title));
        assertThat(written.status()).isEqualTo(201);
        assertThat(sides.query(author, "author")
                        .get(
                                "/api/v1/posts/" + written.text("id"),
                                "consistency-token",
                                written.header("consistency-token"),
                                "prefer",
                                "wait=10")
                        .text("title"))
                .isEqualTo(title);
    }

    /** By both sides. */
    private static void assertRedisIsUsed() {
        Eventually.see(() -> {
            sides.querySide().http(null).get("/api/v1/posts");
            assertThat(sides.query("01J0000000000000000000ROOT", "admin")
                            .get(ADMIN + "/cache")
                            .raw()
                            .body())
                    .contains("\"breaker\":\"closed\"");
        });
        Eventually.see(() -> {
            double before = unchecked();
            sides.registered(Names.unique("counted"));
            assertThat(unchecked()).isEqualTo(before);
        });
        assertThat(redis.carried()).isGreaterThanOrEqualTo(2);
    }

    /** Commands that were let through without Redis. */
    private static double unchecked() {
        return sides.commandSide()
                .context()
                .getBean(MeterRegistry.class)
                .get("scratchy.rate.limit.unavailable")
                .counter()
                .count();
    }

    private static List<String> servers(String role, String redisHost, Authority ofRedis) {
        return List.of(
                "--DATABASE_URL=" + database(role, "localhost", trusted),
                "--DATABASE_PASSWORD_FILE=" + secret,
                "--REDIS_URL=rediss://" + REDIS_USER + "@" + redisHost + ":" + redis.port() + "/2",
                "--REDIS_PASSWORD_FILE=" + secret,
                "--REDIS_CA_FILE=" + ofRedis.certificate(),
                "--scratchy.rate-limit.timeout=1s",
                "--scratchy.database.maximum-pool-size=10",
                "--scratchy.rate-limit.commands-per-minute=10000");
    }

    private static String database(String role, String host, Authority root) {
        return "postgres://" + role + "@" + host + ":" + postgres.getPort()
                + "/postgres?sslmode=verify-full&sslrootcert="
                + URLEncoder.encode(root.certificate().toString(), StandardCharsets.UTF_8);
    }

    private static String plainRedis() {
        return String.valueOf(RunningSystem.servers().get("REDIS_URL"));
    }
}
