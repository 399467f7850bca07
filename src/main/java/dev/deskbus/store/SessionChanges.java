package dev.deskbus.store;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.port.ConversationViews.Changes;
import dev.deskbus.port.ConversationViews.Move;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what the logs of all sessions have got, by the numbers that grow over all of them. */
record SessionChanges(Pg pg) {
    private static final String MARK = "select last_value from message_id";

    Future<Long> findMark() {
        return pg.query(MARK, Tuple.tuple(), row -> row.getLong("last_value")).map(List::getFirst);
    }

    /**
     * Who is in a session is asked for only when there is more than words. Whoever left and watches
     * is in it. Each is looked up alone, whatever the planner knows.
     */
    private static final String CHANGES =
            """
            select g.session_id, g.last_seq, m.agent_id, m.client_id, m.open
            from (select e.session_id, max(e.seq) as last_seq,
                         bool_or(e.kind <> 'Said') as moved
                  from session_event e
                  where e.id > $1 and e.id <= $2 group by e.session_id) g
            left join lateral (
                select p.agent_id, s.client_id, p.is_in and s.state = 'Open' as open
                from (select c.client_id, c.state from chat_session c
                      where c.id = g.session_id limit 1) s
                cross join lateral (
                    select a.agent_id, bool_or(a.is_in) as is_in
                    from (select t.agent_id, t.left_at is null as is_in from session_agent t
                          where t.session_id = g.session_id
                          union all
                          select w.agent_id, true from session_watch w
                          where w.session_id = g.session_id) a
                    group by a.agent_id) p
                where g.moved) m on true
            """;

    Future<Changes> find(long after, long upTo) {
        return pg.query(CHANGES, Tuple.of(after, upTo), row -> row).map(SessionChanges::changes);
    }

    private static Changes changes(List<Row> rows) {
        Map<SessionId, Long> lastSeqs = new HashMap<>();
        List<Move> moves = new ArrayList<>();
        for (Row row : rows) {
            SessionId session = new SessionId(row.getLong("session_id"));
            lastSeqs.put(session, row.getLong("last_seq"));
            if (row.getString("agent_id") != null) {
                moves.add(
                        new Move(
                                new AgentId(row.getString("agent_id")),
                                session,
                                new ClientId(row.getString("client_id")),
                                row.getBoolean("open")));
            }
        }
        return new Changes(lastSeqs, moves);
    }
}
