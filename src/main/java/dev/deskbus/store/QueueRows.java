package dev.deskbus.store;

import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.queue.QueueRules;
import dev.deskbus.domain.queue.QueueRules.AtClosing;
import dev.deskbus.domain.queue.QueueRules.Ending;
import dev.deskbus.domain.queue.QueueRules.Favour;
import dev.deskbus.domain.queue.WorkHours;
import dev.deskbus.domain.queue.WorkHours.Span;
import dev.deskbus.domain.session.IdleRule;
import dev.deskbus.domain.session.SessionKind;
import io.vertx.sqlclient.Row;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A row of {@code queue} with its hours as {@link QueueRules}. */
final class QueueRows {
    /** What {@link #rules} reads, of a {@code queue q}. */
    static final String COLUMNS =
            """
            q.id, q.tenant_id, q.name, q.kind, q.mode, q.policy, q.when_no_agent, q.waiting_limit,
            q.offer_time, q.idle_warn_after, q.idle_close_after, q.zone, q.sticky_time,
            q.last_agent_days, q.last_agent_wait, q.abandon_after, q.deserted_after, q.at_closing,
            q.enabled,
            q.transfer_to,
            array(select concat_ws(' ', h.day, h.opens, h.closes) from work_hours h
                  where h.queue_id = q.id order by h.day, h.opens) as hours
            """;

    private static final String MIDNIGHT = "24:00:00";

    private QueueRows() {}

    static QueueRules rules(Row row) {
        return new QueueRules(
                new QueueId(row.getLong("id")),
                new TenantId(row.getLong("tenant_id")),
                row.getString("name"),
                SessionKind.valueOf(row.getString("kind")),
                QueueRules.Mode.valueOf(row.getString("mode")),
                QueueRules.Policy.valueOf(row.getString("policy")),
                QueueRules.WhenNoAgent.valueOf(row.getString("when_no_agent")),
                Columns.millis(row, "waiting_limit"),
                Columns.millis(row, "offer_time"),
                new WorkHours(
                        ZoneId.of(row.getString("zone")),
                        Columns.texts(row, "hours", QueueRows::span)),
                new IdleRule(
                        Columns.millis(row, "idle_warn_after"),
                        Columns.millis(row, "idle_close_after")),
                new Favour(
                        Columns.millis(row, "sticky_time"),
                        row.getInteger("last_agent_days"),
                        Columns.millis(row, "last_agent_wait")),
                new Ending(
                        Columns.millis(row, "abandon_after"),
                        Columns.millis(row, "deserted_after"),
                        AtClosing.valueOf(row.getString("at_closing")),
                        !row.getBoolean("enabled")),
                transferTo(row));
    }

    private static @Nullable QueueId transferTo(Row row) {
        Long queue = row.getLong("transfer_to");
        return queue == null ? null : new QueueId(queue);
    }

    /** How {@code work_hours} is to be told the end of a span. */
    static String closes(Span span) {
        return span.to().equals(LocalTime.MAX) ? MIDNIGHT : span.to().toString();
    }

    private static Span span(String text) {
        String[] parts = text.split(" ", -1);
        return new Span(
                DayOfWeek.of(Integer.parseInt(parts[0])),
                LocalTime.parse(parts[1]),
                parts[2].equals(MIDNIGHT) ? LocalTime.MAX : LocalTime.parse(parts[2]));
    }
}
