package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Prometheus is told.
 *
 * @param samples the labels of all series of a name together
 * @param kinds what a name of a comment is the kind of
 */
record Scrape(Map<String, Set<String>> samples, Map<String, String> kinds) {

    private static final Pattern SAMPLE = Pattern.compile("(?<name>[a-zA-Z_:][\\w:]*)(\\{(?<labels>.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern KIND = Pattern.compile("# TYPE (\\S+) (\\S+)");

    static Scrape of(Http operator) {
        Http.Answer answer = operator.get("/actuator/prometheus");
        assertThat(answer.status()).isEqualTo(200);
        return of(answer.raw().body());
    }

    private static Scrape of(String text) {
        Map<String, Set<String>> samples = new TreeMap<>();
        Map<String, String> kinds = new TreeMap<>();
        text.lines().forEach(line -> {
            Matcher kind = KIND.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (kind.matches()) {
                kinds.put(kind.group(1), kind.group(2));
            } else if (sample.matches()) {
                Set<String> labels = samples.computeIfAbsent(sample.group("name"), first -> new TreeSet<>());
                String given = sample.group("labels");
                if (given != null) {
                    LABEL.matcher(given).results().map(label -> label.group(1)).forEach(labels::add);
                }
            }
        });
        return new Scrape(samples, kinds);
    }

    /** What this one or another has. */
    Scrape and(Scrape other) {
        Map<String, Set<String>> both = new TreeMap<>(samples);
        other.samples.forEach((name, labels) -> both.merge(name, labels, (some, more) -> {
            var all = new TreeSet<>(some);
            all.addAll(more);
            return all;
        }));
        Map<String, String> kindsOfBoth = new TreeMap<>(kinds);
        kindsOfBoth.putAll(other.kinds);
        return new Scrape(both, kindsOfBoth);
    }

    /** The names that begin so, without the greatest values, which each timer has beside it. */
    List<String> named(String prefix) {
        List<String> names = new ArrayList<>(kinds.keySet());
        names.removeIf(name -> !name.startsWith(prefix) || isGreatest(name));
        return names;
    }

    private boolean isGreatest(String name) {
        return name.endsWith("_max") && kinds.containsKey(name.replaceAll("_max$", ""));
    }
}
