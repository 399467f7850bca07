package dev.deskbus.store;

import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.json.SealedJson;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;

/** Events as seven arrays: the values of {@code unnest} in a statement that writes a log. */
final class LogSql {
    private LogSql() {}

    static Tuple addTo(Tuple values, List<SessionEvent> events, SealedJson json) {
        List<EventRow> rows = events.stream().map(event -> EventRow.of(event, json)).toList();
        return values.addArrayOfLong(rows.stream().map(EventRow::seq).toArray(Long[]::new))
                .addArrayOfString(texts(rows, EventRow::kind))
                .addArrayOfString(texts(rows, EventRow::sender))
                .addArrayOfString(texts(rows, EventRow::key))
                .addArrayOfString(rows.stream().map(EventRow::recent).toArray(String[]::new))
                .addArrayOfString(texts(rows, EventRow::body))
                .addArrayOfOffsetDateTime(
                        rows.stream().map(EventRow::at).toArray(OffsetDateTime[]::new));
    }

    private static String[] texts(List<EventRow> rows, Function<EventRow, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }
}
