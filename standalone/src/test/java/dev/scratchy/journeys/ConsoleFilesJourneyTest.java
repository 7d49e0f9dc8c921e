package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the console's page and files are sent with. */
class ConsoleFilesJourneyTest {

    private final Http anybody = RunningSystem.http();

    @Test
    void nothing_runs_in_the_page_but_its_own_files_and_nobody_frames_it() {
        Answer page = anybody.get("/admin");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("content-type")).startsWith("text/html");
        assertThat(page.header("content-security-policy"))
                .contains("default-src 'none'", "script-src 'self';", "style-src 'self';", "connect-src 'self';")
                .contains("frame-ancestors 'none'", "require-trusted-types-for 'script'")
                .doesNotContain("unsafe", "http");
        assertThat(page.header("x-frame-options")).isEqualTo("DENY");
        assertThat(page.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(page.header("referrer-policy")).isEqualTo("no-referrer");
        assertThat(page.header("cache-control")).isEqualTo("no-cache");
        assertThat(page.raw().body()).doesNotContain("https:", "http:", "style=", "<style", "onclick");
    }

    @Test
    void what_never_changes_is_kept_and_the_rest_is_asked_for_again() {
        for (String library : List.of(
                "/admin/lib/preact/10.26.4/dist/preact.module.js", "/admin/lib/uplot/1.6.30/dist/uPlot.esm.js")) {
            Answer file = anybody.get(library);
            assertThat(file.status()).as(library).isEqualTo(200);
            assertThat(file.header("content-type")).isEqualTo("text/javascript");
            assertThat(file.header("cache-control")).isEqualTo("max-age=31536000, public, immutable");
        }
        Answer own = anybody.get("/admin/assets/console.js");
        assertThat(own.header("cache-control")).isEqualTo("no-cache");
        assertThat(own.header("last-modified")).isEmpty();
        assertThat(anybody.get("/admin/assets/console.js", "if-none-match", own.header("etag"))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void only_the_files_of_the_console_are_there_and_they_are_only_read() {
        for (String path : List.of(
                "/admin/nothing",
                "/admin/assets/nothing.js",
                "/admin/assets/..%2fscratchy.yml",
                "/admin/lib/swagger-ui/5.32.14/index.html",
                "/admin/lib/preact/nothing")) {
            assertThat(anybody.get(path).status()).as(path).isIn(400, 404);
        }
        assertThat(anybody.post("/admin", null).status()).isEqualTo(405);
        assertThat(anybody.post("/admin/assets/console.js", null).status()).isEqualTo(405);
    }

    @Test
    void an_identity_provider_is_offered_and_may_be_called_where_it_is_configured() {
        assertThat(anybody.get("/admin/sign-in.json").json().toString())
                .isEqualTo("{\"devTokens\":true,\"oidc\":null}");
        try (Node node = Node.querySide(
                "--scratchy.console.oidc.issuer=https://id.example/realm",
                "--scratchy.console.oidc.client-id=console")) {
            Http there = node.http(null);

            assertThat(there.get("/admin/sign-in.json").json().path("devTokens").asBoolean())
                    .isFalse();
            assertThat(there.get("/admin/sign-in.json")
                            .json()
                            .path("oidc")
                            .path("issuer")
                            .asString())
                    .isEqualTo("https://id.example/realm");
            assertThat(there.get("/admin").header("content-security-policy"))
                    .contains("connect-src 'self' https://id.example;");
        }
    }
}
