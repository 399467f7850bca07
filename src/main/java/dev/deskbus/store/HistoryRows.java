package dev.deskbus.store;

import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.HistoryRow;
import io.vertx.sqlclient.Row;

/** What was said, as rows of a history. */
final class HistoryRows {
    /**
     * The messages of a {@code page} of events, each with how long the client had waited for it. An
     * agent's word answers the one before it when that was the client's; only the first word of a
     * person counts as the first reply.
     */
    static final String MESSAGES =
            """
            select e.id, e.session_id, e.seq, e.body::text as body, e.stored_at,
                   coalesce(e.sender like 'agent:%'
                            and exists (select from agent a where a.id = substr(e.sender, 7)
                                        and a.role <> 'ROBOT')
                            and not exists (
                                select from session_event f
                                join agent a on a.id = substr(f.sender, 7) and a.role <> 'ROBOT'
                                where f.session_id = e.session_id and f.seq < e.seq
                                  and f.kind = 'Said' and f.sender like 'agent:%'), false)
                       as first_reply,
                   case when e.sender like 'agent:%' and asked.sender like 'client:%'
                        then greatest(0, extract(epoch from e.at - asked.at))::int
                        else 0 end as reply_delay
            from page e
            left join lateral (
                select f.sender, f.at from session_event f
                where f.session_id = e.session_id and f.seq < e.seq
                  and f.kind = 'Said' and f.sender <> 'system'
                order by f.seq desc limit 1) asked on true
            """;

    private HistoryRows() {}

    static HistoryRow row(Row row, SealedJson json) {
        Said said = said(row.getString("body"), json);
        return new HistoryRow(
                row.getLong("id"),
                new SessionId(row.getLong("session_id")),
                row.getLong("seq"),
                said.speaker(),
                said.message(),
                said.extra(),
                said.at(),
                Columns.instant(row, "stored_at"),
                row.getBoolean("first_reply"),
                row.getInteger("reply_delay"));
    }

    static Said said(String body, SealedJson json) {
        return json.read(body, SessionEvent.class) instanceof Said said ? said : refuse();
    }

    private static Said refuse() {
        throw new IllegalStateException("a row of kind Said is something else");
    }
}
