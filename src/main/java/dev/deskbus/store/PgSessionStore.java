package dev.deskbus.store;

import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.session.IdleRule;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.Session;
import dev.deskbus.domain.session.SessionAnswer.Logged;
import dev.deskbus.domain.session.SessionCommand.TakeOver;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.domain.session.SessionState;
import dev.deskbus.domain.session.SessionState.Facts;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.Fence;
import dev.deskbus.port.RequestView;
import dev.deskbus.port.SessionStore;
import dev.deskbus.port.Written;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Sessions as their rows and their log say. */
public final class PgSessionStore implements SessionStore {
    /**
     * The log has everything that the state depends on: of what was said only the newest, but more
     * of it while a robot answers, which may owe an answer to older words.
     */
    private static final String LOAD =
            """
            select s.tenant_id, s.queue_id, s.kind, s.client_id, s.target::text as target,
                   s.opened_at,
                   q.idle_warn_after, q.idle_close_after,
                   array(select e.body::text from session_event e
                         where e.session_id = $1
                         and (e.kind <> 'Said'
                              or e.at > clock_timestamp() - $2::bigint * interval '1 millisecond'
                              or e.seq > (select max(l.seq) from session_event l
                                          where l.session_id = $1 and l.kind = 'Said')
                                         - case when s.kind = 'ROBOT' then $3::int else 1 end)
                         order by e.seq) as log
            from chat_session s join queue q on q.id = s.queue_id
            where s.id = $1
            """;

    private static final String FIND_DUE =
            """
            select id from chat_session
            where state = 'Open' and look_at <= clock_timestamp() and shard = any ($1::int[])
            order by look_at limit $2
            """;

    private static final String LOOK_AGAIN =
            """
            with fence as materialized (
                select id from shard where id = $1 and owner = $2 and epoch = $3
                for no key update
            ), noted as (
                update chat_session s
                set look_at = case when s.handover is null then $5 else s.look_at end
                from fence
                where s.id = $4 and s.state = 'Open'
                returning s.id
            )
            select exists (select 1 from fence) as held, exists (select 1 from noted) as noted
            """;

    private static final int WORDS_TO_A_ROBOT = 200;

    private final Pg pg;
    private final SealedJson json;

    /** The sessions of that database. */
    public PgSessionStore(Pg pg, SealedJson json) {
        this.pg = pg;
        this.json = json;
    }

    @Override
    public Future<Optional<SessionState>> load(SessionId id) {
        Tuple values = Tuple.of(id.value(), Session.REPEAT_WINDOW.toMillis(), WORDS_TO_A_ROBOT);
        return pg.one(LOAD, values, row -> replay(begin(id, row), row));
    }

    @Override
    public Future<List<SessionId>> findDue(List<Shard> shards, int limit) {
        Integer[] numbers = shards.stream().map(Shard::number).toArray(Integer[]::new);
        return pg.query(
                FIND_DUE, Tuple.of(numbers, limit), row -> new SessionId(row.getLong("id")));
    }

    @Override
    public Future<Written> lookAgainAt(Fence fence, SessionId id, Instant when) {
        Tuple values =
                Tuple.of(
                        fence.shard().number(),
                        fence.node().value(),
                        fence.epoch(),
                        id.value(),
                        when.atOffset(ZoneOffset.UTC));
        return pg.one(LOOK_AGAIN, values, PgSessionStore::written).map(Optional::orElseThrow);
    }

    private static final String LAST_SAID =
            """
            select * from (
                select seq, body::text as body from session_event
                where session_id = $1 and seq < $2 and kind = 'Said'
                order by seq desc limit $3) last
            order by seq
            """;

    @Override
    public Future<List<Said>> findLastSaid(SessionId session, long beforeSeq, int limit) {
        return pg.query(
                LAST_SAID,
                Tuple.of(session.value(), beforeSeq, limit),
                row -> HistoryRows.said(row.getString("body"), json));
    }

    private static final String FIND_SAID =
            """
            select seq, at from session_event
            where session_id = $1 and sender = $3 and kind = 'Said'
              and (client_msg_id = $2
                   or (recent_key = $4 and at > clock_timestamp() - interval '2 minutes'))
            order by seq limit 1
            """;

    @Override
    public Future<Optional<Logged>> findSaid(SessionId session, Party speaker, MessageKey key) {
        return pg.one(
                FIND_SAID,
                Tuple.of(session.value(), key.id(), EventRow.sender(speaker), key.recent()),
                row -> new Logged(row.getLong("seq"), Columns.instant(row, "at")));
    }

    private static final String HANDOVER =
            """
            select r.id, r.agent_id, r.queue_id, q.kind, q.idle_warn_after, q.idle_close_after
            from chat_session s
            join chat_request r on r.id = s.handover
            join queue q on q.id = r.queue_id
            where s.id = $1 and s.state = 'Open'
            """;

    @Override
    public Future<Optional<TakeOver>> findHandover(SessionId session) {
        return pg.one(
                HANDOVER,
                Tuple.of(session.value()),
                row ->
                        new TakeOver(
                                new RequestId(row.getLong("id")),
                                new AgentId(row.getString("agent_id")),
                                new QueueId(row.getLong("queue_id")),
                                SessionKind.valueOf(row.getString("kind")),
                                idle(row)));
    }

    @Override
    public Future<Optional<RequestView>> findTransferRequest(SessionId session) {
        return RequestRows.findTransfer(pg, session);
    }

    private static final String FREE_CLOSED =
            """
            with taken as materialized (
                select agent_id, slot_no, session_id from agent_slot
                where session_id is not null)
            , over as materialized (
                select taken.* from taken
                where (select s.state from chat_session s where s.id = taken.session_id)
                      = 'Closed')
            update agent_slot o set session_id = null from over
            where o.agent_id = over.agent_id and o.slot_no = over.slot_no
              and o.session_id = over.session_id
            returning o.agent_id
            """;

    @Override
    public Future<List<AgentId>> freeClosedSlots() {
        return pg.query(FREE_CLOSED, Tuple.tuple(), row -> new AgentId(row.getString("agent_id")))
                .map(agents -> agents.stream().distinct().toList());
    }

    private static IdleRule idle(Row row) {
        return new IdleRule(
                Columns.millis(row, "idle_warn_after"), Columns.millis(row, "idle_close_after"));
    }

    private SessionState replay(SessionState begun, Row row) {
        SessionState state = begun;
        for (String body : row.getArrayOfStrings("log")) {
            state = Session.evolve(state, json.read(body, SessionEvent.class));
        }
        return state;
    }

    private SessionState begin(SessionId id, Row row) {
        String target = row.getString("target");
        Facts facts =
                new Facts(
                        id,
                        new TenantId(row.getLong("tenant_id")),
                        new QueueId(row.getLong("queue_id")),
                        SessionKind.valueOf(row.getString("kind")),
                        new ClientId(row.getString("client_id")),
                        idle(row),
                        target == null ? null : json.read(target, CallbackTarget.class));
        return Session.begin(facts, row.getOffsetDateTime("opened_at").toInstant());
    }

    private static Written written(Row row) {
        if (!row.getBoolean("held")) {
            return Written.FENCED;
        }
        return row.getBoolean("noted") ? Written.STORED : Written.CONFLICT;
    }
}
