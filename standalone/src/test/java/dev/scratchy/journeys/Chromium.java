package dev.scratchy.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Chromium of the machine: {@code -Dbrowser.path}, or the one of the search path. Tests that need one are skipped where there
 * is none, and fail there with {@code -Dbrowser.required=true}.
 */
final class Chromium implements AutoCloseable {

    private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    /** Milliseconds; longer than the slowest panel takes to ask again, on a machine that does other things too. */
    private static final int LATEST = 20_000;

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new ArrayList<>();

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static Chromium start() {
        Optional<Path> found = executable();
        if (Boolean.getBoolean("browser.required")) {
            assertThat(found).as("a Chromium on the search path").isPresent();
        }
        assumeTrue(found.isPresent(), "There is no Chromium here, so the console is not tried in one.");
        PlaywrightAssertions.setDefaultAssertionTimeout(LATEST);
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Chromium(
                playwright,
                playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(found.orElseThrow())
                                .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking"))));
    }

    private static Optional<Path> executable() {
        String named = System.getProperty("browser.path");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        List<String> directories = SEPARATOR
                .splitAsStream(Objects.requireNonNullElse(System.getenv("PATH"), ""))
                .toList();
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> directories.stream().map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A page of its own, without what another one has stored. */
    Page page(int width, ColorScheme scheme) {
        BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(width, 800).setColorScheme(scheme));
        Page page = context.newPage();
        page.setDefaultTimeout(LATEST);
        page.onConsoleMessage(message -> {
            // Answers that are no success are logged by the browser itself.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        return page;
    }

    /** What scripts failed with, and what the page's policy forbade. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** What axe finds wrong with the page as it is now, as lines: the rule, and where. */
    static List<String> violations(Page page) {
        page.evaluate(axe());
        Object found = page.evaluate("""
                async () => (await axe.run(document, {resultTypes: ['violations']})).violations
                    .map(each => each.id + ': ' + each.nodes.map(node => node.html).join(' | ').slice(0, 400))
                """);
        return found instanceof List<?> lines
                ? lines.stream().map(String::valueOf).toList()
                : List.of("axe gave no result: " + found);
    }

    private static String axe() {
        @Nullable InputStream script = Chromium.class.getResourceAsStream("/axe.min.js");
        try (InputStream present = Objects.requireNonNull(script)) {
            return new String(present.readAllBytes(), UTF_8);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** By how many pixels the page is wider than what shows it. */
    static int overflow(Page page) {
        return Integer.parseInt(String.valueOf(
                page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")));
    }

    /** Presses keys, one after the other, as somebody without a mouse would. */
    static void press(Page page, String... keys) {
        Arrays.stream(keys).forEach(page.keyboard()::press);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
