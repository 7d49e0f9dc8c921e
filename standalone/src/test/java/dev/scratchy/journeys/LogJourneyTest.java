package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What people write, and what they prove themselves with, is in no log: not when it is handled, and not when that fails. */
class LogJourneyTest {

    private static final String API = "/api/v1";
    private static final String SECRET = "sesame" + System.nanoTime();

    private final Http anybody = RunningSystem.http();
    private final Http ada = anybody.as(Names.unique("ada"), "author");
    private final Http admin = anybody.as(Names.unique("root"), "admin");
    private final JdbcClient jdbc = RunningSystem.bean(JdbcClient.class);
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

    private final AppenderBase<ILoggingEvent> taken = new AppenderBase<>() {

        @Override
        protected void append(ILoggingEvent event) {
            var line = new StringBuilder(event.getFormattedMessage());
            for (IThrowableProxy each = event.getThrowableProxy(); each != null; each = each.getCause()) {
                line.append(' ').append(each.getClassName()).append(": ").append(each.getMessage());
            }
            lines.add(line.toString());
        }
    };

    @BeforeEach
    void the_log_is_read() {
        taken.setContext(root.getLoggerContext());
        taken.start();
        root.addAppender(taken);
    }

    @AfterEach
    void nothing_is_left() {
        root.detachAppender(taken);
        jdbc.sql("ALTER TABLE comment DROP CONSTRAINT IF EXISTS unspeakable").update();
        for (JsonNode letter :
                admin.get(API + "/admin/dead-letters?limit=100").data().values()) {
            admin.delete(API + "/admin/dead-letters/" + letter.path("id").asString() + "?reason=Written%20by%20hand");
        }
    }

    @Test
    void no_text_and_no_token_is_logged_whatever_fails() {
        Eventually.caughtUp(admin);
        jdbc.sql("ALTER TABLE comment ADD CONSTRAINT unspeakable CHECK (content NOT LIKE 'sesame%') NOT VALID")
                .update();
        admin.post(
                API + "/users",
                Map.of("username", Names.unique("u"), "displayName", SECRET, "email", SECRET + "@example.org"));
        String post = ada.published(SECRET, SECRET);
        ada.patch(API + "/users/" + ada.userId(), Map.of("bio", SECRET));
        ada.comment(post, SECRET);
        ada.post(API + "/posts", Map.of("title", SECRET, "slug", SECRET + "!"));
        ada.post(API + "/posts", Map.of("titel", SECRET));
        ada.patch(API + "/posts/" + post, Map.of("title", List.of(SECRET)));
        anybody.get(API + "/search?q=" + SECRET);
        new Http(anybody.server(), SECRET).get(API + "/me/feed");
        new Http(anybody.server(), ada.token() + SECRET).get(API + "/me/feed");
        Stored.appendUnreadable(post, 2, SECRET);
        Eventually.see(() ->
                assertThat(admin.get(API + "/admin/dead-letters").data().size()).isGreaterThanOrEqualTo(3));
        String replay =
                admin.post(API + "/admin/projections/posts/replay", null).header("location");
        assertThat(Eventually.ended(admin, replay).text("state")).isEqualTo("failed");
        admin.post(API + "/admin/dead-letters/retry?projection=comments", null);

        assertThat(lines).anySatisfy(line -> assertThat(line).startsWith("The projection comments puts the event"));
        assertThat(lines).anySatisfy(line -> assertThat(line).startsWith("The replay of posts failed"));
        assertThat(lines).noneMatch(line -> line.contains(SECRET)).noneMatch(line -> line.contains(tokenOf(ada)));
    }

    private static String tokenOf(Http caller) {
        return String.valueOf(caller.token());
    }
}
