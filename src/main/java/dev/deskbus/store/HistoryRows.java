package dev.deskbus.store;

import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.HistoryRow;
import io.vertx.sqlclient.Row;

/** What was said, as rows of a history. */
final class HistoryRows {
    /** What {@link #MESSAGES} needs of a {@code session_log e}. */
    static final String SAID =
            """
            e.id, e.session_id, e.seq, e.sender, e.body, e.at, e.stored_at, null::text as extra
            """;

    /**
     * The same of a {@code request_message m} of a {@code chat_request r} that no agent ever took:
     * it was acknowledged, so it is history (decision V2-20).
     */
    static final String SAID_IN_VAIN =
            """
            m.n as id, null::bigint as session_id, 0::bigint as seq,
            'client:' || r.client_id as sender, m.body, m.at, m.at as stored_at, m.extra
            """;

    /**
     * {@code opening}: the first word of a person in each of the sessions on a {@code page}, if it
     * is on the page: its first such word, unless one before it is found, searched for backwards,
     * for it is seldom far. Nobody speaks before having come: what a robot said before is not read.
     */
    static final String OPENINGS =
            """
            , come as materialized (
                select x.session_id,
                       coalesce(
                           (select j.seq from session_log j
                            where j.session_id = x.session_id
                              and j.kind in ('AgentJoined', 'SessionTransferred')
                              and (select a.role <> 'ROBOT' from agent a
                                   where a.id = coalesce(j.body #>> '{agent,value}',
                                                         j.body #>> '{to,value}'))
                            order by j.seq limit 1), 0) as seq
                from (select distinct p.session_id from page p
                      where p.sender like 'agent:%') x)
            , first_here as materialized (
                select p.session_id, min(p.seq) as seq, min(c.seq) as come
                from page p join come c on c.session_id = p.session_id
                where p.sender like 'agent:%' and p.seq > c.seq
                  and (select a.role <> 'ROBOT' from agent a where a.id = substr(p.sender, 7))
                group by p.session_id)
            , opening as materialized (
                select h.session_id, h.seq from first_here h
                where (select f.seq from session_log f
                       where f.session_id = h.session_id and f.kind = 'Said'
                         and f.sender like 'agent:%' and f.seq > h.come and f.seq < h.seq
                         and (select a.role <> 'ROBOT' from agent a
                              where a.id = substr(f.sender, 7))
                       order by f.seq desc limit 1) is null)
            """;

    /**
     * The messages of a {@code page} of events with its {@link #OPENINGS}, each with how long the
     * client had waited for it. An agent's word answers the one before it when that was the
     * client's; only the first word of a person counts as the first reply.
     */
    static final String MESSAGES =
            """
            select e.id, e.session_id, e.seq, e.sender, e.body::text as body, e.at, e.stored_at,
                   e.extra,
                   exists (select from opening o
                           where o.session_id = e.session_id and o.seq = e.seq) as first_reply,
                   corrected.kind as corrected, (corrected.body -> 'message')::text as instead,
                   case when asked.sender like 'client:%'
                        then greatest(0, extract(epoch from e.at - asked.at))::int
                        else 0 end as reply_delay
            from page e
            left join lateral (
                select f.sender, f.at from session_log f
                where e.sender like 'agent:%'
                  and f.session_id = e.session_id and f.seq < e.seq
                  and f.kind = 'Said' and f.sender <> 'system'
                order by f.seq desc limit 1) asked on true
            left join lateral (
                select f.kind, f.body from session_log f
                where f.session_id = e.session_id and f.kind in ('MessageRevoked', 'MessageEdited')
                  and (f.body ->> 'of')::bigint = e.seq
                order by f.seq desc limit 1) corrected on true
            """;

    private static final String CLIENT = "client:";

    private HistoryRows() {}

    /** A number that all of them are below: zero is the newest of all. */
    static long below(long number) {
        return number == 0 ? Long.MAX_VALUE : number;
    }

    static HistoryRow row(Row row, SealedJson json) {
        return row.getLong("session_id") == null ? inVain(row, json) : inSession(row, json);
    }

    private static HistoryRow inVain(Row row, SealedJson json) {
        return new HistoryRow(
                row.getLong("id"),
                null,
                0,
                new Party.OfClient(
                        new ClientId(row.getString("sender").substring(CLIENT.length()))),
                json.read(row.getString("body"), Message.class),
                row.getString("extra"),
                Columns.instant(row, "at"),
                Columns.instant(row, "stored_at"),
                false,
                0,
                false);
    }

    private static HistoryRow inSession(Row row, SealedJson json) {
        Said said = said(row.getString("body"), json);
        return new HistoryRow(
                row.getLong("id"),
                new SessionId(row.getLong("session_id")),
                row.getLong("seq"),
                said.speaker(),
                message(row, said, json),
                said.extra(),
                said.at(),
                Columns.instant(row, "stored_at"),
                row.getBoolean("first_reply"),
                row.getInteger("reply_delay"),
                isRevoked(row));
    }

    /** Of a word that was taken back nothing is left (decision V2-37). */
    private static Message message(Row row, Said said, SealedJson json) {
        if (isRevoked(row)) {
            return Message.Text.plain("");
        }
        String instead = row.getString("instead");
        return instead == null ? said.message() : json.read(instead, Message.class);
    }

    private static boolean isRevoked(Row row) {
        return "MessageRevoked".equals(row.getString("corrected"));
    }

    static Said said(String body, SealedJson json) {
        return json.read(body, SessionEvent.class) instanceof Said said ? said : refuse();
    }

    private static Said refuse() {
        throw new IllegalStateException("a row of kind Said is something else");
    }
}
