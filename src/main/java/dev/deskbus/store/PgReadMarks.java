package dev.deskbus.store;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.port.ReadMarks;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;

/** Read marks in PostgreSQL: one row for each agent of each session. */
public final class PgReadMarks implements ReadMarks {
    private final Pg pg;

    public PgReadMarks(Pg pg) {
        this.pg = pg;
    }

    private static final String MARK =
            """
            insert into session_read as r (session_id, agent_id, up_to) values ($1, $2, $3)
            on conflict (session_id, agent_id) do update
            set up_to = excluded.up_to, at = excluded.at where r.up_to < excluded.up_to
            """;

    @Override
    public Future<Void> mark(SessionId session, AgentId agent, long upTo) {
        return pg.execute(MARK, Tuple.of(session.value(), agent.value(), upTo)).mapEmpty();
    }
}
