package dev.scratchy.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The console in a browser, against the running system. */
class ConsoleJourneyTest {

    private static final List<String> PANELS =
            List.of("projections", "replays", "dead-letters", "events", "cache", "nodes");

    private static final String HOSTILE =
            "<img src=x onerror=\"document.title='owned'\"><script>alert(1)</script>\u202egnp";

    private static final Chromium chromium = Chromium.start();

    private final Http anybody = RunningSystem.http();
    private final Http admin = anybody.as(Names.unique("root"), "admin");
    private final Http ada = anybody.as(Names.unique("ada"), "author");
    private final JdbcClient jdbc = RunningSystem.bean(JdbcClient.class);

    @AfterAll
    static void close() {
        chromium.close();
    }

    private Page open(String address) {
        Page page = chromium.page(1280, ColorScheme.LIGHT);
        page.navigate(anybody.server() + "/admin" + address);
        return page;
    }

    /** Signed in with a token that was pasted. */
    private Page signedIn(String address) {
        Page page = open(address);
        page.getByLabel("Bearer token").fill(String.valueOf(admin.token()));
        button(page, "Use this token").click();
        assertThat(heading(page)).isVisible();
        return page;
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private static Locator heading(Page page) {
        return page.locator("main h1#title");
    }

    private static Locator status(Page page) {
        return page.locator(".told");
    }

    /** Once per panel: what a program reads out, how it looks to somebody else, and whom the browser asked on the way. */
    @Test
    void every_panel_is_accessible_in_the_light_and_in_the_dark_and_on_a_phone() {
        List<String> asked = new ArrayList<>();
        try (Page page = signedIn("#/projections")) {
            page.onRequest(request -> asked.add(request.url()));
            for (String panel : PANELS) {
                page.navigate(anybody.server() + "/admin#/" + panel);
                assertThat(heading(page)).isVisible();
                assertThat(page.getByText("Loading …")).hasCount(0);
                assertThat(page.getByText("Not available")).hasCount(0);
                assertGood(page, 1280, ColorScheme.LIGHT, panel);
                assertGood(page, 360, ColorScheme.DARK, panel);
            }
        }
        assertThat(asked).isNotEmpty().allMatch(url -> url.startsWith(anybody.server() + "/"));
        assertThat(chromium.complaints()).isEmpty();
    }

    private static void assertGood(Page page, int width, ColorScheme scheme, String what) {
        page.setViewportSize(width, 800);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        assertThat(Chromium.violations(page))
                .as("%s, %s, %d wide", what, scheme, width)
                .isEmpty();
        assertThat(Chromium.overflow(page))
                .as("%s, %s, %d wide", what, scheme, width)
                .isZero();
    }

    @Test
    void the_sign_in_is_accessible_too() {
        try (Page page = open("")) {
            assertThat(button(page, "Sign in as admin")).isVisible();
            assertGood(page, 360, ColorScheme.LIGHT, "sign-in");
            assertGood(page, 360, ColorScheme.DARK, "sign-in");
        }
    }

    @Test
    void without_a_mouse_one_signs_in_replays_and_cancels() throws Exception {
        Eventually.caughtUp(admin);
        try (Page page = open("#/replays?projection=notifications");
                var reader = ViewContents.held("notification")) {
            assertThat(button(page, "Sign in as admin")).isVisible();
            Chromium.press(page, "Tab", "Enter");
            assertThat(heading(page)).hasText("Replays");
            reach(page, "Start");
            Chromium.press(page, "Enter");
            assertThat(status(page)).containsText("has begun");
            // Somebody reads the table, so the replay cannot end before it is cancelled.
            reach(page, "Cancel the replay of notifications");
            Chromium.press(page, "Enter");
            assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
            assertThat(Chromium.violations(page)).isEmpty();
            Chromium.press(page, "Tab", "Enter");
            assertThat(page.locator("tbody tr").first()).containsText("cancelled");
            reader.rollback();
            reach(page, "Start");
            Chromium.press(page, "Enter");
            assertThat(page.locator("tbody tr").first()).containsText("completed");
        }
    }

    /** Goes on with the key until what has that name is in focus. */
    private static void reach(Page page, String name) {
        button(page, name).waitFor();
        for (int tabs = 0; tabs < 60; tabs++) {
            Object focused =
                    page.evaluate("() => document.activeElement.ariaLabel || document.activeElement.textContent");
            if (name.equals(focused)) {
                return;
            }
            Chromium.press(page, "Tab");
        }
        assertThat(page.title())
                .as("what has the focus, after " + name + " was looked for")
                .isEmpty();
    }

    @Test
    void what_somebody_wrote_is_shown_and_never_run() {
        String post = ada.draft(HOSTILE, HOSTILE);
        try (Page page = signedIn("#/events?aggregate=" + post)) {
            button(page, "JSON of the event at position").first().click();

            assertThat(page.locator("pre").first()).containsText("onerror=\\\"document.title='owned'\\\"");
            assertThat(page.locator("pre").first()).containsText("\\u202egnp");
            assertThat(page.locator("main img, main script")).hasCount(0);
            assertThat(heading(page)).hasText("History of " + post);
            assertThat(page).not().hasTitle("owned");
        }
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void events_are_found_by_aggregate_type_and_position() {
        String post = ada.published("Found");
        try (Page page = signedIn("#/events")) {
            page.getByLabel("Aggregate id").fill(post);
            button(page, "Show").last().waitFor();
            page.keyboard().press("Enter");
            assertThat(heading(page)).hasText("History of " + post);
            assertThat(page.locator("tbody tr")).hasCount(2);

            page.getByLabel("Type").fill("PostPublished");
            page.keyboard().press("Enter");
            assertThat(page.locator("tbody tr")).hasCount(1);
            page.reload();
            assertThat(page.locator("tbody tr")).hasCount(1);
        }
    }

    @Test
    void a_dead_letter_is_shown_retried_and_discarded_with_a_reason() {
        Eventually.caughtUp(admin);
        jdbc.sql("ALTER TABLE post ADD CONSTRAINT no_console CHECK (title NOT LIKE 'Undigested%') NOT VALID")
                .update();
        try (Page page = signedIn("#/dead-letters?projection=posts")) {
            ada.draft("Undigested " + HOSTILE);
            Locator letter = page.locator(".letters > li");
            assertThat(letter).hasCount(1);
            letter.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Event of position"))
                    .click();
            assertThat(letter.locator("pre").first()).containsText("Undigested <img");
            assertThat(letter).containsText("DataIntegrityViolationException");
            assertThat(Chromium.violations(page)).isEmpty();
            screenshot(page, "dead-letters");

            letter.getByText("Retry", new Locator.GetByTextOptions().setExact(true))
                    .click();
            assertThat(status(page)).containsText("0 retried with success, 1 left");
            letter.getByText("Discard").click();
            page.getByLabel("Reason").fill("Made to fail");
            button(page, "Discard it").click();

            assertThat(letter).hasCount(0);
            assertThat(page.locator("tbody tr").first()).containsText("Made to fail");
        } finally {
            jdbc.sql("ALTER TABLE post DROP CONSTRAINT IF EXISTS no_console").update();
            // What was discarded is missing in the view, and other tests compare it with the log.
            Eventually.completed(
                    admin,
                    admin.post("/api/v1/admin/projections/posts/replay", null).header("location"));
        }
    }

    @Test
    void a_projection_is_paused_split_merged_and_resumed() {
        Eventually.allRun(admin);
        try (Page page = signedIn("#/projections")) {
            Locator card = page.locator("section[aria-labelledby=projection-search]");
            button(page, "Pause search").click();
            assertThat(card.locator(".state")).containsText("paused");
            button(page, "Resume search").click();
            assertThat(card.locator(".state")).containsText("running");
            int segments = card.locator("tbody tr").count();
            button(page, "Split search").click();
            assertThat(card.locator("tbody tr")).hasCount(segments + 1);
            assertThat(card.locator("tbody tr").last()).not().containsText("nobody");
            button(page, "Merge search").click();
            assertThat(card.locator("tbody tr")).hasCount(segments);
            assertThat(card.locator("canvas")).isVisible();
        }
        Eventually.caughtUp(admin);
    }

    @Test
    void references_are_invalidated_and_more_than_single_ones_only_after_a_question() {
        try (Page page = signedIn("#/cache")) {
            page.getByLabel("References").fill("post:01M81RFG3HE7PWSR5JW2AT02ZB");
            button(page, "Invalidate").click();
            assertThat(status(page)).containsText("invalidated");

            page.getByLabel("References").fill("post:*");
            button(page, "Invalidate").click();
            button(page, "Leave it").click();
            assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        }
    }

    @Test
    void a_token_that_is_not_good_enough_brings_the_sign_in_back() {
        try (Page page = open("#/nodes")) {
            page.getByLabel("Bearer token").fill("no.token.atall");
            button(page, "Use this token").click();
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("not valid, or has expired");
            page.getByLabel("Bearer token").fill(String.valueOf(ada.token()));
            button(page, "Use this token").click();
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("does not have the role admin");
            assertThat(page.evaluate("() => sessionStorage.length + localStorage.length + document.cookie.length"))
                    .isEqualTo(0);
        }
    }

    @Test
    void a_server_that_is_away_or_busy_is_told_of_calmly_until_it_answers_again() {
        try (Page page = signedIn("#/nodes")) {
            assertThat(page.locator("tbody tr").first()).isVisible();
            page.route("**/api/**", Route::abort);
            assertThat(page.locator(".notice")).containsText("cannot be reached");
            assertThat(page.locator("tbody tr").first()).isVisible();
            page.unroute("**/api/**");
            page.route(
                    "**/api/**",
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setStatus(503)
                            .setHeaders(Map.of("retry-after", "3"))
                            .setBody("{}")));
            assertThat(page.locator(".notice")).containsText("cannot answer at the moment (503). It asks for 3 s");
            page.unroute("**/api/**");
            assertThat(page.locator(".notice p")).hasCount(0);
        }
    }

    @Test
    void a_code_of_the_identity_provider_becomes_a_token_by_proof_of_its_key() {
        try (Node node = Node.querySide(
                        "--scratchy.console.oidc.issuer=https://id.example",
                        "--scratchy.console.oidc.client-id=console");
                Page page = chromium.page(1280, ColorScheme.LIGHT)) {
            String server = node.http(null).server();
            var provider = new Provider(server + "/admin", String.valueOf(admin.token()));
            page.context().route("https://id.example/**", provider::answer);
            page.navigate(server + "/admin#/nodes");

            button(page, "Sign in with id.example").click();

            assertThat(heading(page)).hasText("Nodes");
            assertThat(page).hasURL(Pattern.compile(".*/admin#/nodes"));
            assertThat(provider.verified()).isTrue();
        }
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void what_a_verification_found_is_told_by_table() {
        String replay = """
                {"id":"01M81RFG3HE7PWSR5JW2AT02ZB","projection":"posts","mode":"verify","state":"completed","phase":"following",
                 "node":"a","percent":100,"processed":7,"total":7,"eventsPerSecond":7,"etaSeconds":0,"error":null,
                 "startedAt":"2026-01-02T03:04:05Z","finishedAt":"2026-01-02T03:05:15Z",
                 "differences":[{"table":"post","missing":1,"unexpected":2,"different":3,"examples":["<b>key</b>"]},
                                {"table":"tag_count","missing":0,"unexpected":0,"different":0,"examples":[]}]}
                """;
        try (Page page = chromium.page(1280, ColorScheme.LIGHT)) {
            page.route(
                    "**/api/v1/admin/replays",
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setContentType("application/json")
                            .setBody("{\"data\":[" + replay + "]}")));
            page.navigate(anybody.server() + "/admin#/replays");
            button(page, "Sign in as admin").click();

            assertThat(page.locator("tbody tr"))
                    .containsText("post: 1 missing, 2 unexpected, 3 different (<b>key</b>)");
            assertThat(page.locator("tbody tr")).containsText("1 min 10 s");
            assertThat(page.locator("tbody tr")).not().containsText("tag_count");
        }
    }

    @Test
    void a_panel_that_the_server_does_not_know_says_so() {
        try (Page page = signedIn("#/cache")) {
            page.route(
                    "**/api/v1/admin/nodes",
                    route -> route.fulfill(
                            new Route.FulfillOptions().setStatus(404).setBody("{}")));
            page.navigate(anybody.server() + "/admin#/nodes");

            assertThat(page.locator("main")).containsText("Not available on this version");
        }
    }

    /** Pictures for the documentation, made when they are asked for. */
    private static void screenshot(Page page, String name) {
        if (Boolean.getBoolean("screenshots")) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of("..", "docs", "images", "console-" + name + ".png"))
                    .setFullPage(true));
        }
    }

    @Test
    void a_chart_moves_while_a_projection_falls_behind_and_comes_back() {
        Eventually.caughtUp(admin);
        try (Page page = signedIn("#/projections")) {
            Locator chart = page.getByLabel("Lag of posts in the last five minutes");
            button(page, "Pause posts").click();
            assertThat(button(page, "Resume posts")).isVisible();
            // It is paused once its nodes have let go of it, not when that is wished for.
            assertThat(page.locator("section[aria-labelledby=projection-posts] tbody"))
                    .containsText("nobody");
            for (int n = 1; n <= 12; n++) {
                ada.published("Not seen yet " + n);
            }
            assertThat(chart).hasAttribute("aria-label", Pattern.compile(".*now [1-9]\\d+, at most \\d+"));
            button(page, "Resume posts").click();
            assertThat(chart).hasAttribute("aria-label", Pattern.compile(".*now 0, at most [1-9]\\d+"));
            screenshot(page, "projections");
        } finally {
            admin.post("/api/v1/admin/projections/posts/resume", null);
            Eventually.caughtUp(admin);
        }
    }

    @Test
    void every_panel_shows_what_it_is_for() {
        String post = ada.published("For the picture");
        Eventually.caughtUp(admin);
        for (int reads = 0; reads < 10; reads++) {
            anybody.get("/api/v1/posts/" + post);
        }
        admin.post("/api/v1/admin/projections/notifications/replay", null);
        try (Page page = signedIn("#/projections")) {
            for (String panel : List.of("replays", "events", "cache", "nodes")) {
                page.navigate(anybody.server() + "/admin#/" + panel);
                assertThat(heading(page)).isVisible();
                assertThat(page.locator("main tbody tr").first()).isVisible();
                if (panel.equals("replays")) {
                    assertThat(page.locator("tbody tr").first()).containsText("completed");
                }
                screenshot(page, panel);
            }
        }
    }
}
