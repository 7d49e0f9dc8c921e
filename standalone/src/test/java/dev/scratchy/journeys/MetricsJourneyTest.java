package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What operators are told in figures, the page that lists them, and the dashboard that shows them. */
class MetricsJourneyTest {

    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve("docs/reference/metrics.md");
    private static final Path DASHBOARD = ROOT.resolve("ops/grafana/scratchy.json");

    /** What Prometheus adds to each series. */
    private static final Set<String> OF_THE_SCRAPER = Set.of("job", "instance");

    private static final Pattern DOCUMENTED = Pattern.compile(
            "\\| `scratchy\\.[a-z.]+` \\| `(?<name>\\w+)` \\| (?<kind>[a-z ]+) \\| [^|]* \\| (?<tags>[^|]*)\\|.*");

    private final Http anybody = RunningSystem.http();
    private final Http ada = anybody.as(Names.unique("ada"), "author");
    private final Http admin = anybody.as(Names.unique("admin"), "admin");

    @Test
    void every_metric_of_scratchys_is_documented_and_every_documented_one_is_there() throws IOException {
        Scrape scrape = afterTraffic();
        Map<String, String> documented = new TreeMap<>();
        Map<String, String> exposed = new TreeMap<>();
        Files.readAllLines(PAGE).stream()
                .map(DOCUMENTED::matcher)
                .filter(Matcher::matches)
                .forEach(row -> documented.put(
                        row.group("name"),
                        row.group("kind").replace("time gauge", "gauge") + " "
                                + Arrays.stream(row.group("tags")
                                                .replace("`", "")
                                                .split(",", -1))
                                        .map(String::trim)
                                        .filter(tag -> !tag.isEmpty())
                                        .collect(Collectors.toCollection(TreeSet::new))));
        scrape.named("scratchy_").forEach(name -> {
            String kind = String.valueOf(scrape.kinds().get(name));
            Set<String> labels = new TreeSet<>(scrape.samples()
                    .getOrDefault(kind.equals("histogram") ? name + "_count" : name, Set.of("nothing was scraped")));
            exposed.put(name, kind + " " + labels);
        });

        assertThat(documented).hasSizeGreaterThan(15).isEqualTo(exposed);
    }

    @Test
    void every_query_of_the_dashboard_is_about_what_is_there() throws IOException {
        Scrape scrape = afterTraffic();

        JsonNode dashboard = new JsonMapper().readTree(Files.readString(DASHBOARD));
        List<String> faults = new ArrayList<>();
        int queries = 0;
        for (JsonNode panel : dashboard.path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                queries++;
                faults(target.path("expr").asString(), scrape)
                        .forEach(fault -> faults.add(panel.path("title").asString() + ": " + fault));
            }
        }
        for (JsonNode variable : dashboard.path("templating").path("list")) {
            Matcher values = Pattern.compile("label_values\\((\\w+), (\\w+)\\)")
                    .matcher(variable.path("definition").asString(""));
            if (values.matches() && !scrape.samples().containsKey(values.group(1))) {
                faults.add("the variable " + variable.path("name").asString());
            }
        }

        assertThat(queries).isGreaterThan(30);
        assertThat(faults).isEmpty();
        assertThat(faults("sum by (colour) (rate(scratchy_log_head{shape=\"x\"}[5m])) + scratchy_no_such", scrape))
                .hasSize(3);
    }

    private static List<String> faults(String query, Scrape scrape) {
        List<String> faults = new ArrayList<>();
        Set<String> grouped = new TreeSet<>();
        Matcher grouping = Pattern.compile("\\b(?:by|without) \\(([^)]*)\\)").matcher(query);
        while (grouping.find()) {
            grouped.addAll(Arrays.asList(grouping.group(1).split(", ", -1)));
        }
        Set<String> known = new TreeSet<>(OF_THE_SCRAPER);
        Matcher metric = Pattern.compile("(?<name>\\b[a-z_]{4,}\\b)(?!\\s*\\(| by)(\\{(?<labels>[^}]*)})?")
                .matcher(grouping.reset().replaceAll("").replaceAll("\\[[^]]*]", ""));
        while (metric.find()) {
            Set<String> labels = scrape.samples().get(metric.group("name"));
            if (labels == null) {
                faults.add("no metric " + metric.group("name"));
                continue;
            }
            known.addAll(labels);
            if (metric.group("labels") != null) {
                Matcher label = Pattern.compile("(\\w+)(?==)").matcher(metric.group("labels"));
                while (label.find()) {
                    if (!labels.contains(label.group()) && !OF_THE_SCRAPER.contains(label.group())) {
                        faults.add(metric.group("name") + " has no label " + label.group());
                    }
                }
            }
        }
        grouped.stream().filter(label -> !known.contains(label)).forEach(label -> faults.add("no label " + label));
        return faults;
    }

    /** The standalone system does not limit commands, so a command side that does is asked too. */
    private Scrape afterTraffic() {
        String id = ada.published("Measured");
        String post = "/api/v1/posts/" + id;
        Eventually.see(() -> assertThat(anybody.get(post).status()).isEqualTo(200));
        anybody.get("/api/v1/search?q=measured");
        ended(post);
        String replay =
                admin.post("/api/v1/admin/projections/users/replay", null).header("location");
        Eventually.completed(admin, replay);
        try (Node limited = Node.commandSide(List.of(), "--scratchy.rate-limit.commands-per-minute=100")) {
            Http operator = limited.http(admin.token());
            assertThat(limited.http(ada.token())
                            .post("/api/v1/posts", Map.of("title", "Limited"))
                            .status())
                    .isEqualTo(201);
            return Scrape.of(admin).and(Scrape.of(operator));
        }
    }

    /** A stream that is over before this returns. */
    private void ended(String post) {
        try (EventStream stream = EventStream.opened(anybody, post + "/changes", null)) {
            ada.delete(post);
            Eventually.see(() -> assertThat(stream.next().type()).isEmpty());
        }
        Eventually.see(() -> assertThat(Scrape.of(admin).samples()).containsKey("http_server_streams_seconds_count"));
    }

    @Test
    void streams_do_not_spoil_what_is_said_of_how_long_answers_take() {
        ended("/api/v1/posts/" + ada.readable("Followed"));

        String text = admin.get("/actuator/prometheus").raw().body();
        assertThat(text.lines().filter(line -> line.contains("/changes\"")))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("http_server_streams_seconds"));
    }

    @Test
    void paths_that_anybody_makes_up_are_not_names_of_series() {
        for (int made = 0; made < 20; made++) {
            anybody.get("/api/v1/made-up-" + made);
            anybody.get("/api/v1/posts/by-slug/made-up-" + made);
            anybody.send("BREW" + made, "/api/v1/posts", null);
        }

        assertThat(admin.get("/actuator/prometheus").raw().body()).doesNotContain("made-up", "BREW");
    }

    @Test
    void figures_are_for_admins_and_for_whoever_reaches_the_port_of_operators() {
        assertThat(anybody.get("/actuator/prometheus").status()).isEqualTo(401);
        assertThat(ada.get("/actuator/prometheus").status()).isEqualTo(403);
        try (Node node =
                Node.commandSide(List.of(), "--management.server.port=0", "--management.server.address=127.0.0.1")) {
            Http operators = new Http(
                    "http://127.0.0.1:" + node.context().getEnvironment().getProperty("local.management.port"), null);
            assertThat(operators.get("/actuator/prometheus").raw().body()).contains("scratchy_log_append_seconds");
            assertThat(operators.get("/actuator/health/readiness").status()).isEqualTo(200);
            assertThat(operators.get("/actuator/metrics").status()).isIn(401, 404);
            assertThat(new Http(operators.server(), ada.token())
                            .get("/actuator/metrics")
                            .status())
                    .isIn(403, 404);
            assertThat(new Http(operators.server(), admin.token())
                            .get("/actuator/metrics")
                            .status())
                    .isEqualTo(200);
            assertThat(operators.get("/api/v1/posts").status()).isIn(404, 405);
            assertThat(node.http(null).get("/actuator/prometheus").status()).isIn(401, 404);
            assertThat(node.http(admin.token()).get("/actuator/prometheus").status())
                    .isEqualTo(404);
            assertThat(node.http(null).get("/actuator/health").status()).isIn(401, 404);
        }
    }
}
