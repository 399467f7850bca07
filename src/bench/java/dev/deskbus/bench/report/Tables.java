package dev.deskbus.bench.report;

import dev.deskbus.bench.load.Sample;
import java.util.Locale;
import java.util.stream.Collectors;

/** The report as Markdown. */
public final class Tables {
    private Tables() {}

    /** All of it. */
    public static String of(Report report) {
        return facts(report) + "\n" + goals(report) + "\n" + rows(report);
    }

    private static String facts(Report report) {
        return report.facts().entrySet().stream()
                .map(fact -> "- " + fact.getKey() + ": " + fact.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static String goals(Report report) {
        StringBuilder text = new StringBuilder("| goal | wanted | found | |\n|---|---|---|---|\n");
        for (Goal goal : report.goals()) {
            text.append(
                    String.format(
                            "| %s | %s | %s | %s |%n",
                            goal.what(), goal.wanted(), goal.found(), goal.verdict().words()));
        }
        return text.toString();
    }

    private static String rows(Report report) {
        StringBuilder text =
                new StringBuilder(
                        "| what | who | in a second | p50 ms | p99 ms | server µs | PostgreSQL µs"
                                + " | load µs | failed | missing |\n"
                                + "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        report.rows().forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private static String line(Row row) {
        Sample sample = row.sample();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %,.0f | %.2f | %.2f | %.1f | %.1f | %.1f | %d | %d |%n",
                row.what(),
                row.subject(),
                row.rate(),
                sample.millis(50),
                sample.millis(99),
                row.micros(sample.serverNanos()),
                row.micros(sample.databaseNanos()),
                row.micros(sample.loadNanos()),
                sample.failures(),
                sample.missing());
    }
}
