package dev.scratchy.benchmarks;

import java.util.List;
import java.util.Locale;

/** The tables that a run ends with. */
final class Report {

    private Report() {}

    /**
     * A line for each comparison.
     *
     * @param figure how a figure is written
     */
    static String table(String reference, String subject, String figure, List<Comparison.Result> comparisons) {
        var text = new StringBuilder();
        text.append(line("median (min..max) of the rounds", reference, subject, "ratio"));
        for (Comparison.Result result : comparisons) {
            text.append(line(
                    result.name(),
                    figures(figure, result.reference()),
                    figures(figure, result.subject()),
                    figures("%.2f", result.ratio())));
        }
        return text.toString();
    }

    static String visible(Spread millis) {
        return String.format(
                Locale.ROOT,
                "write to visible, %d samples: p50 %.1f ms, p99 %.1f ms, max %.1f ms%n",
                millis.ascending().size(),
                millis.median(),
                millis.percentile(99),
                millis.max());
    }

    /** A line for each way that events came, with what the same took with Axon's own log. */
    static String delays(List<Delay> delays) {
        var text = new StringBuilder();
        text.append(
                String.format(Locale.ROOT, "%-34s %36s %36s%n", "p50, p99 (max) ms", "Axon's event store", "Scratchy"));
        for (Delay delay : delays) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-34s %36s %36s%n",
                    delay.name(),
                    percentiles(delay.reference()),
                    percentiles(delay.subject())));
        }
        return text.toString();
    }

    /** Two spreads of milliseconds. */
    record Delay(String name, Spread reference, Spread subject) {}

    private static String percentiles(Spread millis) {
        return String.format(
                Locale.ROOT,
                "%.1f, %.1f (%.1f) of %d",
                millis.median(),
                millis.percentile(99),
                millis.max(),
                millis.ascending().size());
    }

    private static String line(String name, String reference, String subject, String ratio) {
        return String.format(Locale.ROOT, "%-40s %26s %26s %20s%n", name, reference, subject, ratio);
    }

    private static String figures(String format, Spread spread) {
        return String.format(
                Locale.ROOT, format + " (" + format + ".." + format + ")", spread.median(), spread.min(), spread.max());
    }
}
