package dev.deskbus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One column of a table of {@code docs/protocols.md}. */
public final class ProtocolsTable {
    private static final Path PAGE = Path.of("docs/protocols.md");
    private static final String NOTHING = "–";

    private ProtocolsTable() {}

    /**
     * What a column says by the rows' first cells, without marks of code; rows that have nothing
     * there are left out.
     *
     * @param table the head of the table's first column
     */
    public static Map<String, String> column(String table, String column) {
        Map<String, String> cells = new LinkedHashMap<>();
        List<List<String>> rows = rows(table);
        int at = rows.getFirst().indexOf(column);
        if (at < 0) {
            throw new AssertionError("no column " + column + " in " + rows.getFirst());
        }
        for (List<String> row : rows.subList(2, rows.size())) {
            if (!row.get(at).equals(NOTHING)) {
                cells.put(row.getFirst(), row.get(at).replace("`", ""));
            }
        }
        return cells;
    }

    private static List<List<String>> rows(String table) {
        List<List<String>> rows = new ArrayList<>();
        for (String line : lines()) {
            boolean isRow = line.startsWith("|");
            if (rows.isEmpty() ? line.startsWith("| " + table + " |") : isRow) {
                rows.add(
                        List.of(line.substring(1, line.length() - 1).split("\\|", -1)).stream()
                                .map(String::strip)
                                .toList());
            } else if (!rows.isEmpty()) {
                break;
            }
        }
        if (rows.size() < 3) {
            throw new AssertionError("no table " + table);
        }
        return rows;
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
