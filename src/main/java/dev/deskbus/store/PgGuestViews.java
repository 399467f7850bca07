package dev.deskbus.store;

import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.GuestViews;
import dev.deskbus.port.HistoryRow;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Clients by their numbers, and what was said with them in a queue. */
public final class PgGuestViews implements GuestViews {
    /** A number never changes. */
    private static final Duration LIFE = Duration.ofHours(1);

    private final Pg pg;
    private final SealedJson json;
    private final ShortMemory<ClientId, Optional<Long>> numbers = new ShortMemory<>(LIFE);

    public PgGuestViews(Pg pg, SealedJson json) {
        this.pg = pg;
        this.json = json;
    }

    private static final String CLIENT =
            "select " + Columns.CLIENT + " from client c where c.number = $1 and c.tenant_id = $2";

    @Override
    public Future<Optional<Client>> findClient(TenantId tenant, long number) {
        return pg.one(CLIENT, Tuple.of(number, tenant.value()), Columns::client);
    }

    private static final String NUMBER = "select number from client where id = $1";

    @Override
    public Future<Optional<Long>> findNumber(ClientId client) {
        return numbers.get(
                client, id -> pg.one(NUMBER, Tuple.of(id.value()), row -> row.getLong("number")));
    }

    private static final String GUESTS =
            "select c.number, s.id as session_id, s.queue_id, s.opened_at, "
                    + Columns.CLIENT
                    + """
                    , w.id, w.seq, w.sender, w.body::text as body, w.at, w.stored_at,
                    null::text as extra, false as first_reply, 0 as reply_delay,
                    k.kind as corrected, (k.body -> 'message')::text as instead,
                    (select count(*) from session_event u
                     where u.session_id = s.id and u.kind = 'Said' and u.sender like 'client:%'
                       and u.seq > coalesce((select max(d.up_to) from session_read d
                                             where d.session_id = s.id), 0)) as unread
                    from session_agent p
                    join agent a on a.id = p.agent_id
                    join chat_session s on s.id = p.session_id and s.state = 'Open'
                                       and s.tenant_id = a.tenant_id
                    join client c on c.id = s.client_id
                    left join lateral (
                        select e.id, e.seq, e.sender, e.body, e.at, e.stored_at
                        from session_event e
                        where e.session_id = s.id and e.kind = 'Said'
                        order by e.seq desc limit 1) w on true
                    left join lateral (
                        select f.kind, f.body from session_event f
                        where f.session_id = s.id and f.kind in ('MessageRevoked', 'MessageEdited')
                          and (f.body ->> 'of')::bigint = w.seq
                        order by f.seq desc limit 1) k on true
                    where p.agent_id = $1 and p.left_at is null
                    order by coalesce(w.id, 0) desc, s.id desc
                    """;

    @Override
    public Future<List<Guest>> findGuests(AgentId agent) {
        return pg.query(GUESTS, Tuple.of(agent.value()), this::guest);
    }

    private static final String COUNT =
            """
            select (select count(*) from chat_session s
                    join session_log e on e.session_id = s.id and e.kind = 'Said'
                    where s.client_id = $2 and s.tenant_id = $1 and s.queue_id = $3)
                 + (select count(*) from chat_request r
                    join request_message m on m.request_id = r.id
                    where r.client_id = $2 and r.tenant_id = $1 and r.queue_id = $3
                      and r.status not in ('WAITING', 'ACCEPTED')) as words
            """;

    @Override
    public Future<Long> countWords(TenantId tenant, ClientId client, QueueId queue) {
        return pg.one(
                        COUNT,
                        Tuple.of(tenant.value(), client.value(), queue.value()),
                        row -> row.getLong("words"))
                .map(found -> found.orElse(0L));
    }

    private static final String WORDS =
            HistoryWalk.SESSIONS
                    + " and s.tenant_id = $4 and s.queue_id = $5 "
                    + HistoryWalk.WORDS
                    + HistoryWalk.PAGE
                    + """
                        where r.client_id = $1 and r.tenant_id = $4 and r.queue_id = $5
                          and r.status not in ('WAITING', 'ACCEPTED')
                        order by m.n desc limit $2::bigint)
                        order by id desc limit $7::int offset $6::bigint)
                    """
                    + HistoryRows.OPENINGS
                    + HistoryRows.MESSAGES
                    + " order by e.id";

    @Override
    public Future<List<HistoryRow>> findWords(
            TenantId tenant, ClientId client, QueueId queue, int page, int pageSize) {
        long offset = Math.max(0L, page - 1L) * pageSize;
        return pg.query(
                WORDS,
                Tuple.from(
                        List.of(
                                client.value(),
                                offset + pageSize,
                                Long.MAX_VALUE,
                                tenant.value(),
                                queue.value(),
                                offset,
                                pageSize)),
                row -> HistoryRows.row(row, json));
    }

    private static final String LOADS =
            """
            select p.agent_id, count(*) as load
            from session_agent p
            join chat_session s on s.id = p.session_id and s.state = 'Open'
            where p.left_at is null and s.tenant_id = $1
            group by p.agent_id
            """;

    @Override
    public Future<Map<AgentId, Integer>> findLoads(TenantId tenant) {
        return pg.query(LOADS, Tuple.of(tenant.value()), PgGuestViews::load)
                .map(all -> all.stream().collect(Collectors.toMap(Load::agent, Load::sessions)));
    }

    private static Load load(Row row) {
        return new Load(new AgentId(row.getString("agent_id")), row.getLong("load").intValue());
    }

    private Guest guest(Row row) {
        return new Guest(
                row.getLong("number"),
                Columns.client(row),
                new SessionId(row.getLong("session_id")),
                new QueueId(row.getLong("queue_id")),
                Columns.instant(row, "opened_at"),
                row.getString("body") == null ? null : HistoryRows.row(row, json),
                row.getLong("unread").intValue());
    }

    private record Load(AgentId agent, int sessions) {}
}
