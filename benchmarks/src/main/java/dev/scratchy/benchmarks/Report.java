package dev.scratchy.benchmarks;

import java.util.List;
import java.util.Locale;

/** The tables that a run ends with. */
final class Report {

    private Report() {}

    static String of(List<Comparison.Result> comparisons, Spread visibleMillis) {
        var text = new StringBuilder();
        text.append(line("median (min..max) of the rounds", "reference, per second", "Scratchy, per second", "ratio"));
        for (Comparison.Result result : comparisons) {
            text.append(line(
                    result.name(),
                    figures("%,.0f", result.reference()),
                    figures("%,.0f", result.subject()),
                    figures("%.2f", result.ratio())));
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "%nwrite to visible, %d samples: p50 %.1f ms, p99 %.1f ms, max %.1f ms%n",
                        visibleMillis.ascending().size(),
                        visibleMillis.median(),
                        visibleMillis.percentile(99),
                        visibleMillis.max()))
                .toString();
    }

    private static String line(String name, String reference, String subject, String ratio) {
        return String.format(Locale.ROOT, "%-40s %26s %26s %20s%n", name, reference, subject, ratio);
    }

    private static String figures(String format, Spread spread) {
        return String.format(
                Locale.ROOT, format + " (" + format + ".." + format + ")", spread.median(), spread.min(), spread.max());
    }
}
