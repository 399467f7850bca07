package dev.deskbus.store;

import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.json.SealedJson;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.function.Function;

/** Callbacks as five arrays: the values of {@code unnest} in a statement that writes them. */
final class OutboxSql {
    private OutboxSql() {}

    static Tuple addTo(Tuple values, List<OutboxEntry> entries, SealedJson json) {
        List<OutboxRow> rows = entries.stream().map(entry -> OutboxRow.of(entry, json)).toList();
        return values.addArrayOfString(texts(rows, OutboxRow::lane))
                .addArrayOfInteger(rows.stream().map(OutboxRow::shard).toArray(Integer[]::new))
                .addArrayOfString(texts(rows, OutboxRow::target))
                .addArrayOfString(texts(rows, OutboxRow::kind))
                .addArrayOfString(texts(rows, OutboxRow::body));
    }

    private static String[] texts(List<OutboxRow> rows, Function<OutboxRow, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }
}
