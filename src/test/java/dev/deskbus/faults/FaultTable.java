package dev.deskbus.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The table between two markers of a document: one row for each fault, the newest run's. */
final class FaultTable {
    private static final String BEGIN = "<!-- faults: begin -->";
    private static final String END = "<!-- faults: end -->";
    private static final List<String> HEAD =
            List.of(
                    "| fault | longest wait | of | goal | visible errors | attempts repeated"
                            + " | shards moved | slowest callback | violations | seed |",
                    "|---|---|---|---|---|---|---|---|---|---|");

    private FaultTable() {}

    static void write(Path document, Goal goal, Outcome outcome) throws IOException {
        List<String> lines = Files.readAllLines(document);
        Files.write(document, with(lines, row(goal, outcome)));
    }

    /** The document with that row instead of the one of the same fault, or after all others. */
    static List<String> with(List<String> lines, String row) {
        int begin = lines.indexOf(BEGIN);
        int end = lines.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("no place for the table");
        }
        List<String> rows = new ArrayList<>(lines.subList(begin + 1, end));
        rows.removeIf(line -> line.startsWith("| fault ") || line.startsWith("|---"));
        int old = indexOf(rows, row.substring(0, row.indexOf('|', 1)));
        if (old < 0) {
            rows.add(row);
        } else {
            rows.set(old, row);
        }
        List<String> all = new ArrayList<>(lines.subList(0, begin + 1));
        all.addAll(HEAD);
        all.addAll(rows);
        all.addAll(lines.subList(end, lines.size()));
        return all;
    }

    private static int indexOf(List<String> rows, String beginning) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).startsWith(beginning)) {
                return i;
            }
        }
        return -1;
    }

    private static String whys(Outcome outcome) {
        return outcome.repeats().isEmpty()
                ? "0"
                : outcome.repeats().entrySet().stream()
                        .map(each -> each.getValue() + " " + each.getKey())
                        .collect(Collectors.joining(", "));
    }

    private static String row(Goal goal, Outcome outcome) {
        return String.format(
                Locale.ROOT,
                "| %s | %.1f s | %s | %.0f s | %d | %s | %d | %.1f s | %d | %s |",
                goal.fault(),
                outcome.longestSeconds(),
                outcome.longestKind(),
                goal.seconds(),
                outcome.errors().size(),
                whys(outcome),
                outcome.moves(),
                outcome.slowestCallback(),
                outcome.violations().size(),
                outcome.replay().replaceAll(".*faults.seed=", ""));
    }
}
