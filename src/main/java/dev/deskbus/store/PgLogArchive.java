package dev.deskbus.store;

import dev.deskbus.domain.id.SessionId;
import dev.deskbus.port.LogArchive;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** The archive of the log, in PostgreSQL. */
public final class PgLogArchive implements LogArchive {
    private final Pg pg;

    public PgLogArchive(Pg pg) {
        this.pg = pg;
    }

    private static final String OPEN_MONTH = "select open_log_month($1::timestamptz) as done";

    @Override
    public Future<Boolean> openMonth(Instant past) {
        return isDone(OPEN_MONTH, Tuple.of(Columns.time(past)));
    }

    private static final String ENDED =
            """
            select s.id from chat_session s
            where s.state = 'Closed' and not s.archived and s.closed_at < $1::timestamptz
              and s.id > $2::bigint and s.id < (select max(m.to_session) from log_month m)
              and s.events_until <= (select c.up_to from transcript_cursor c)
              and exists (select from log_month m
                          where m.let_go_at is null
                            and s.id >= m.from_session and s.id < m.to_session)
            """;

    /**
     * Only what the search has taken in already. How a session ended, and what comes after that,
     * stays in the log: what is written later looks there for its end.
     */
    private static final String MOVE_IN =
            """
            with ended as materialized (
            """
                    + ENDED
                    + """
                order by s.id limit $3::int
                for no key update of s skip locked
            ), moved as (
                delete from session_event e using ended
                where e.session_id = ended.id and e.kind not in ('Closed', 'Rated', 'ClientChanged')
                returning e.*
            ), kept as (
                insert into session_archive
                    (session_id, seq, id, kind, sender, client_msg_id, recent_key, body, at,
                     stored_at)
                select session_id, seq, id, kind, sender, client_msg_id, recent_key, body, at,
                       stored_at
                from moved
            )
            update chat_session s set archived = true from ended where s.id = ended.id
            """;

    @Override
    public Future<Integer> moveIn(Instant past, long beyond, int most) {
        return pg.execute(MOVE_IN, Tuple.of(Columns.time(past), beyond, most));
    }

    private static final String NEXT = ENDED + " order by s.id limit 1";

    @Override
    public Future<Optional<SessionId>> findNext(Instant past, long beyond) {
        return pg.one(
                NEXT,
                Tuple.of(Columns.time(past), beyond),
                row -> new SessionId(row.getLong("id")));
    }

    private static final String LET_GO = "select let_go_log_month($1::date) as done";

    @Override
    public Future<Boolean> letGo(LocalDate before) {
        return isDone(LET_GO, Tuple.of(before));
    }

    private Future<Boolean> isDone(String sql, Tuple values) {
        return pg.one(sql, values, row -> row.getBoolean("done")).map(done -> done.orElse(false));
    }
}
