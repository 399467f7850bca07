package dev.deskbus.store;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.tools.Note;
import dev.deskbus.domain.tools.Subject;
import dev.deskbus.port.Notes;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Private notes in PostgreSQL: in a table of their own, which nothing else reads. */
public final class PgNotes implements Notes {
    private static final String COLUMNS =
            """
             n.id, n.session_id, n.agent_id, n.text, n.at,
             coalesce(n.client_id, (select s.client_id from chat_session s
                                    where s.id = n.session_id)) as client_id
            """;

    private final Pg pg;

    public PgNotes(Pg pg) {
        this.pg = pg;
    }

    private static final String ADD =
            """
            insert into note as n (tenant_id, client_id, session_id, agent_id, key, text)
            select $1::bigint, $2::text, $3::bigint, $4::text, $5::text, $6::text
            where (select count(*) from note o
                   where o.client_id = $2::text or o.session_id = $3::bigint) < $7::bigint
            on conflict (agent_id, key) where key is not null do update set key = excluded.key
            returning
            """
                    + COLUMNS;

    @Override
    public Future<Note> add(
            TenantId tenant, Subject subject, AgentId author, String text, @Nullable String key) {
        Tuple values =
                Tuple.of(
                        tenant.value(),
                        clientOf(subject),
                        sessionOf(subject),
                        author.value(),
                        key,
                        text,
                        (long) MOST);
        return pg.one(ADD, values, PgNotes::note)
                .map(
                        added ->
                                added.orElseThrow(
                                        () ->
                                                new Refusal(
                                                        ErrorCode.LIMIT_REACHED,
                                                        "there are " + MOST + " notes already")));
    }

    private static final String ON_SESSION =
            "select"
                    + COLUMNS
                    + """
                    from note n
                    where n.tenant_id = $1 and n.session_id = $2
                      and ($3::bigint = 0 or n.id < $3::bigint)
                    order by n.id desc limit $4::int
                    """;

    private static final String ON_CLIENT =
            "with "
                    + PersonSql.PERSON
                    + """
                    , about as materialized (
                        select n.id from note n where n.client_id in (select id from person)
                        union all
                        select n.id from chat_session s
                        join note n on n.session_id = s.id
                        where s.tenant_id = $1 and s.client_id in (select id from person))
                    select
                    """
                    + COLUMNS
                    + """
                    from about a
                    join note n on n.id = a.id
                    where n.tenant_id = $1 and ($3::bigint = 0 or n.id < $3::bigint)
                    order by n.id desc limit $4::int
                    """;

    @Override
    public Future<List<Note>> find(TenantId tenant, Subject subject, long before, int limit) {
        return switch (subject) {
            case Subject.OfSession(SessionId id) ->
                    pg.query(
                            ON_SESSION,
                            Tuple.of(tenant.value(), id.value(), before, limit + 1),
                            PgNotes::note);
            case Subject.OfClient(ClientId id) ->
                    pg.query(
                            ON_CLIENT,
                            Tuple.of(tenant.value(), id.value(), before, limit + 1),
                            PgNotes::note);
        };
    }

    private static final String GET =
            "select" + COLUMNS + "from note n where n.tenant_id = $1 and n.id = $2";

    @Override
    public Future<Note> get(TenantId tenant, long id) {
        return pg.one(GET, Tuple.of(tenant.value(), id), PgNotes::note)
                .map(
                        found ->
                                found.orElseThrow(
                                        () ->
                                                new Refusal(
                                                        ErrorCode.NOTE_UNKNOWN,
                                                        "unknown note_id")));
    }

    private static final String REMOVE = "delete from note where tenant_id = $1 and id = $2";

    @Override
    public Future<Void> remove(TenantId tenant, long id) {
        return pg.execute(REMOVE, Tuple.of(tenant.value(), id)).mapEmpty();
    }

    private static @Nullable String clientOf(Subject subject) {
        return subject instanceof Subject.OfClient(ClientId id) ? id.value() : null;
    }

    private static @Nullable Long sessionOf(Subject subject) {
        return subject instanceof Subject.OfSession(SessionId id) ? id.value() : null;
    }

    private static Note note(Row row) {
        return new Note(
                row.getLong("id"),
                new ClientId(row.getString("client_id")),
                Columns.findSession(row, "session_id"),
                new AgentId(row.getString("agent_id")),
                row.getString("text"),
                Columns.instant(row, "at"));
    }
}
