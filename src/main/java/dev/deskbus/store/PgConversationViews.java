package dev.deskbus.store;

import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.HistoryRow;
import dev.deskbus.port.RequestView;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Requests, sessions and histories as edges read them. */
public final class PgConversationViews implements ConversationViews {
    private final Pg pg;
    private final SealedJson json;
    private final GroupedRead<SessionId, SessionView> sessions;
    private final GroupedRead<RequestId, RequestView> requests;
    private final GroupedRead<Pair, Paired> pairs;
    private final SessionChanges changes;

    public PgConversationViews(Pg pg, SealedJson json) {
        this.pg = pg;
        this.json = json;
        this.sessions = pg.grouped(SessionView::id, this::findSessions);
        this.requests = pg.grouped(RequestView::id, ids -> RequestRows.find(pg, ids));
        this.pairs = pg.grouped(Paired::pair, this::findPairs);
        this.changes = new SessionChanges(pg);
    }

    @Override
    public Future<Optional<RequestView>> findRequest(RequestId id) {
        return requests.find(id);
    }

    @Override
    public Future<Optional<RequestView>> findWaiting(ClientId client) {
        return RequestRows.findWaiting(pg, client);
    }

    private static final String OPEN_SESSION =
            "select "
                    + SessionRows.COLUMNS
                    + " from chat_session s where s.client_id = $1 and s.state = 'Open'";

    @Override
    public Future<Optional<SessionView>> findOpenSession(ClientId client) {
        return pg.one(OPEN_SESSION, Tuple.of(client.value()), SessionRows::view);
    }

    private static final String SESSION =
            "select "
                    + SessionRows.COLUMNS
                    + " from chat_session s where s.id = any ($1::bigint[])";

    @Override
    public Future<Optional<SessionView>> findSession(SessionId id) {
        return sessions.find(id);
    }

    private Future<List<SessionView>> findSessions(List<SessionId> ids) {
        Long[] values = ids.stream().map(SessionId::value).toArray(Long[]::new);
        return pg.query(SESSION, Tuple.tuple().addArrayOfLong(values), SessionRows::view);
    }

    private static final String TARGET =
            "select s.target::text as target from chat_session s where s.id = $1";

    @Override
    public Future<Optional<CallbackTarget>> findTarget(SessionId id) {
        return pg.one(
                        TARGET,
                        Tuple.of(id.value()),
                        row -> Optional.ofNullable(row.getString("target")))
                .map(
                        found ->
                                found.flatMap(target -> target)
                                        .map(target -> json.read(target, CallbackTarget.class)));
    }

    private static final String HISTORY =
            HistoryWalk.SESSIONS
                    + """
                      and ($4::text is null or s.token_key = $4)
                      and s.id <= $5::bigint
                      and (s.kind = 'DEDICATED') = $6::boolean
                    """
                    + HistoryWalk.WORDS
                    + HistoryWalk.PAGE
                    + """
                        join queue q on q.id = r.queue_id
                        where r.client_id = $1 and r.status not in ('WAITING', 'ACCEPTED')
                          and ($4::text is null or r.token_key = $4)
                          and m.at < coalesce(
                                  (select min(l.opened_at) from chat_session l
                                   where l.client_id = $1 and l.id > $5), 'infinity')
                          and m.n < $3::bigint
                          and (q.kind = 'DEDICATED') = $6::boolean
                        order by m.n desc limit $2::bigint)
                        order by id desc limit $2::bigint)
                    """
                    + HistoryRows.OPENINGS
                    + HistoryRows.MESSAGES
                    + " order by e.id desc";

    @Override
    public Future<List<HistoryRow>> findHistory(HistoryQuery query) {
        Tuple values =
                Tuple.of(
                        query.client().value(),
                        query.limit() + 1L,
                        HistoryRows.below(query.beforeMessage()),
                        query.token() == null ? null : query.token().value(),
                        HistoryRows.below(query.fromSession()),
                        query.dedicated());
        return pg.query(HISTORY, values, row -> HistoryRows.row(row, json));
    }

    private static final String RECORD =
            HistoryWalk.SESSIONS
                    + " and s.tenant_id = $4 "
                    + HistoryWalk.WORDS
                    + HistoryWalk.PAGE
                    + """
                        where r.client_id = $1 and r.tenant_id = $4
                          and r.status not in ('WAITING', 'ACCEPTED')
                        order by m.n desc limit $2::bigint)
                        order by id desc limit $6::int offset $5::bigint)
                    """
                    + HistoryRows.OPENINGS
                    + HistoryRows.MESSAGES
                    + " order by e.id";

    @Override
    public Future<List<HistoryRow>> findRecord(
            TenantId tenant, ClientId client, int page, int pageSize) {
        long offset = Math.max(0L, page - 1L) * pageSize;
        return pg.query(
                RECORD,
                Tuple.of(
                        client.value(),
                        offset + pageSize,
                        Long.MAX_VALUE,
                        tenant.value(),
                        offset,
                        pageSize),
                row -> HistoryRows.row(row, json));
    }

    /** The newest of its words come first out of the array. */
    private static final String WAITERS =
            "select r.id as request_id, r.queue_id, "
                    + Columns.CLIENT
                    + """
                    , case when r.transfer_of is null
                      then array(select m.body::text from request_message m
                                 where m.request_id = r.id order by m.n desc limit 10)
                      else array(select (e.body -> 'message')::text from session_event e
                                 where e.session_id = r.transfer_of and e.kind = 'Said'
                                   and e.sender like 'client:%' order by e.seq desc limit 10)
                      end as messages
                    from agent a
                    join queue_agent m on m.agent_id = a.id
                    join chat_request r on r.queue_id = m.queue_id and r.status = 'WAITING'
                                       and r.tenant_id = a.tenant_id
                    join client c on c.id = r.client_id
                    where a.id = $1 and a.enabled
                      and (r.directed_agent = a.id or r.directed_until <= clock_timestamp()
                           or r.directed_agent is null or r.directed_agent = any (r.passed_by))
                    order by r.queue_id, r.priority desc, r.order_no, r.id
                    """;

    @Override
    public Future<List<Waiter>> findWaiters(AgentId agent) {
        return pg.query(WAITERS, Tuple.of(agent.value()), this::waiter);
    }

    private static final String TALKS =
            "select s.id as session_id, "
                    + Columns.CLIENT
                    + """
                    , array(select e.body::text from session_event e
                            where e.session_id = s.id and e.kind = 'Said'
                            order by e.seq desc limit 1) as messages
                    from session_agent p
                    join agent a on a.id = p.agent_id
                    join chat_session s on s.id = p.session_id and s.state = 'Open'
                                       and s.tenant_id = a.tenant_id
                    join client c on c.id = s.client_id
                    where p.agent_id = $1 and p.left_at is null
                    order by s.opened_at, s.id
                    """;

    @Override
    public Future<List<Talk>> findTalks(AgentId agent) {
        return pg.query(TALKS, Tuple.of(agent.value()), this::talk);
    }

    private static final String TALK =
            "select w.agent_id as with_agent, "
                    + SessionRows.COLUMNS
                    + """
                    from unnest($1::text[], $2::text[]) as w (agent_id, client_id)
                    join chat_session s on s.client_id = w.client_id and s.state = 'Open'
                    where (
                        select true from session_agent p where p.session_id = s.id
                        and p.agent_id = w.agent_id and p.left_at is null limit 1)
                    """;

    @Override
    public Future<Optional<SessionView>> findTalk(AgentId agent, ClientId client) {
        return pairs.find(new Pair(agent, client)).map(found -> found.map(Paired::talk));
    }

    private Future<List<Paired>> findPairs(List<Pair> pairs) {
        Tuple values =
                Tuple.tuple()
                        .addArrayOfString(
                                pairs.stream()
                                        .map(pair -> pair.agent().value())
                                        .toArray(String[]::new))
                        .addArrayOfString(
                                pairs.stream()
                                        .map(pair -> pair.client().value())
                                        .toArray(String[]::new));
        return pg.query(TALK, values, Paired::of);
    }

    /** Who may talk to each other. */
    private record Pair(AgentId agent, ClientId client) {}

    private record Paired(Pair pair, SessionView talk) {
        static Paired of(Row row) {
            SessionView talk = SessionRows.view(row);
            AgentId agent = new AgentId(row.getString("with_agent"));
            return new Paired(new Pair(agent, talk.client()), talk);
        }
    }

    private static final String CLIENT =
            "select " + Columns.CLIENT + " from client c where c.tenant_id = $1 and c.id = $2";

    @Override
    public Future<Optional<Client>> findClient(TenantId tenant, ClientId client) {
        return pg.one(CLIENT, Tuple.of(tenant.value(), client.value()), Columns::client);
    }

    private static final String STANDINGS =
            "select p.agent_id, s.id as session_id, s.opened_at, "
                    + Columns.CLIENT
                    + """
                    , (select max(e.seq) from session_event e
                       where e.session_id = s.id) as last_seq
                    from (select t.agent_id, t.session_id from session_agent t
                          where t.agent_id = any($1::text[]) and t.left_at is null
                          union
                          select w.agent_id, w.session_id from session_watch w
                          where w.agent_id = any($1::text[])) p
                    join agent a on a.id = p.agent_id
                    join chat_session s on s.id = p.session_id and s.state = 'Open'
                                       and s.tenant_id = a.tenant_id
                    join client c on c.id = s.client_id
                    order by s.opened_at, s.id
                    """;

    @Override
    public Future<List<Standing>> findStandings(Set<AgentId> agents) {
        String[] ids = agents.stream().map(AgentId::value).toArray(String[]::new);
        return pg.query(
                STANDINGS, Tuple.tuple().addArrayOfString(ids), PgConversationViews::standing);
    }

    @Override
    public Future<Long> findMark() {
        return changes.findMark();
    }

    @Override
    public Future<Changes> findChanges(long after, long upTo) {
        return changes.find(after, upTo);
    }

    private static final String SAID =
            """
            select e.body::text as body from session_event e
            where e.session_id = $1 and e.seq > $2 and e.kind = 'Said'
            order by e.seq limit $3
            """;

    @Override
    public Future<List<Said>> findSaid(SessionId session, long afterSeq, int limit) {
        return pg.query(
                SAID,
                Tuple.of(session.value(), afterSeq, limit),
                row -> HistoryRows.said(row.getString("body"), json));
    }

    private static final String SHOWN =
            """
            select e.body::text as body from session_event e
            where e.session_id = $1 and e.seq > $2
              and e.kind in ('Said', 'Whispered', 'MessageRevoked', 'MessageEdited',
                             'AgentJoined', 'AgentLeft')
            order by e.seq limit $3
            """;

    @Override
    public Future<List<SessionEvent>> findShown(SessionId session, long afterSeq, int limit) {
        return pg.query(
                SHOWN,
                Tuple.of(session.value(), afterSeq, limit),
                row -> json.read(row.getString("body"), SessionEvent.class));
    }

    private static Standing standing(Row row) {
        return new Standing(
                new AgentId(row.getString("agent_id")),
                new SessionId(row.getLong("session_id")),
                Columns.client(row),
                row.getLong("last_seq"),
                Columns.instant(row, "opened_at"));
    }

    private Waiter waiter(Row row) {
        List<Message> words =
                Columns.texts(row, "messages", text -> json.read(text, Message.class));
        return new Waiter(
                Columns.client(row),
                new RequestId(row.getLong("request_id")),
                new QueueId(row.getLong("queue_id")),
                words.reversed());
    }

    private Talk talk(Row row) {
        return new Talk(
                Columns.client(row),
                new SessionId(row.getLong("session_id")),
                Columns.texts(row, "messages", text -> HistoryRows.said(text, json).message()));
    }
}
