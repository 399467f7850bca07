package dev.deskbus.store;

import dev.deskbus.domain.agent.AgentView;
import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.domain.queue.QueueEvent.Choice;
import dev.deskbus.domain.queue.QueueEvent.OfferEnded;
import dev.deskbus.domain.queue.QueueEvent.PreMessageAdded;
import dev.deskbus.domain.queue.QueueEvent.RequestAssigned;
import dev.deskbus.domain.queue.QueueEvent.RequestEnded;
import dev.deskbus.domain.queue.QueueEvent.RequestOffered;
import dev.deskbus.domain.queue.QueueRules;
import dev.deskbus.domain.queue.QueueState;
import dev.deskbus.domain.queue.QueueState.Waiting;
import dev.deskbus.domain.queue.Step.Known;
import dev.deskbus.domain.session.Message;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.Fence;
import dev.deskbus.port.QueueStore;
import dev.deskbus.port.RequestView;
import dev.deskbus.port.Written;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The waiting line in PostgreSQL. Reading and joining it have classes of their own. */
public final class PgQueueStore implements QueueStore {
    private final Pg pg;
    private final SealedJson json;
    private final QueueLoading loading;
    private final Enqueuement enqueuement;
    private final Assignment assignment;
    private final Handover handover;
    private final GroupedRead<RequestId, RequestView> requests;

    public PgQueueStore(Pg pg, SealedJson json) {
        this.pg = pg;
        this.json = json;
        this.loading = new QueueLoading(pg, json);
        this.enqueuement = new Enqueuement(pg, json);
        this.assignment = new Assignment(pg, json);
        this.handover = new Handover(pg, json);
        this.requests = pg.grouped(RequestView::id, ids -> RequestRows.find(pg, ids));
    }

    @Override
    public Future<Optional<QueueState>> load(QueueId id) {
        return loading.load(id);
    }

    @Override
    public Future<List<AgentView>> loadAgents(QueueId id) {
        return loading.loadAgents(id);
    }

    @Override
    public Future<List<QueueId>> findBusy(List<Shard> shards) {
        return loading.findBusy(shards);
    }

    @Override
    public Future<Enqueuing> enqueue(
            Fence fence, CommandId command, QueueRules rules, Waiting waiting) {
        return enqueuement.write(fence, command, rules, waiting);
    }

    private static final String MEET =
            "select nextval('session_id') as session, "
                    + Columns.CLIENT
                    + """
                   ,
                   (select a.id from agent a
                    where a.id = c.owner_agent and a.enabled and a.tenant_id = c.tenant_id)
                       as owner,
                   (select a.id from chat_session s
                    join session_agent p on p.session_id = s.id
                    join agent a on a.id = p.agent_id and a.role <> 'ROBOT' and a.enabled
                    where s.client_id = $1 and s.kind = 'HUMAN'
                      and s.opened_at > clock_timestamp() - $2::int * interval '1 day'
                    order by s.id desc, p.joined_at desc limit 1) as last
            from (select) one left join client c on c.id = $1
            """;

    @Override
    public Future<Newcomer> meet(ClientId client, int lastAgentDays) {
        return pg.one(MEET, Tuple.of(client.value(), lastAgentDays), PgQueueStore::newcomer)
                .map(Optional::orElseThrow);
    }

    private static Newcomer newcomer(Row row) {
        return new Newcomer(
                row.getString("client_id") == null ? null : Columns.client(row),
                new Known(Columns.findAgent(row, "owner"), Columns.findAgent(row, "last")),
                new SessionId(row.getLong("session")));
    }

    /**
     * A token lives for 24 hours after its last use, so when it dies says when it was used. Whoever
     * has just come is not gone yet.
     */
    private static final String FORSAKEN =
            """
            select r.id from chat_request r
            left join chat_session s on s.id = r.transfer_of
            where r.queue_id = $1 and r.status = 'WAITING'
              and (s.state = 'Closed'
                   or ($2::bigint > 0
                       and r.created_at < clock_timestamp() - $2 * interval '1 millisecond'
                       and not exists (
                           select from client_token t
                           where t.client_id = r.client_id
                             and t.expires_at > clock_timestamp() + interval '24 hours'
                                                - $2 * interval '1 millisecond')
                       and not exists (
                           select from client v
                           where v.id = r.client_id
                             and v.seen_at > clock_timestamp() - $2 * interval '1 millisecond')
                       and not exists (
                           select from callback c
                           where c.lane = r.client_id and c.state = 'TAKEN'
                             and c.settled_at > clock_timestamp() - $2 * interval '1 millisecond')))
            """;

    @Override
    public Future<List<RequestId>> findForsaken(QueueId id, Duration abandonAfter) {
        return pg.query(
                FORSAKEN,
                Tuple.of(id.value(), abandonAfter.toMillis()),
                row -> new RequestId(row.getLong("id")));
    }

    private static final String DESERTED =
            """
            select not exists (
                select from queue_agent m
                join agent_presence p on p.agent_id = m.agent_id
                where m.queue_id = $1
                  and (p.present
                       or p.gone_at > clock_timestamp() - $2::bigint * interval '1 millisecond'))
                as deserted
            """;

    @Override
    public Future<Boolean> isDeserted(QueueId id, Duration since) {
        return pg.query(
                        DESERTED,
                        Tuple.of(id.value(), since.toMillis()),
                        row -> row.getBoolean("deserted"))
                .map(List::getFirst);
    }

    private static final String GIVEN_BACK =
            """
            select r.id from chat_request r
            where r.queue_id = $1 and r.status = 'WAITING' and r.given_back_by is not null
            """;

    @Override
    public Future<List<RequestId>> findGivenBack(QueueId id) {
        return pg.query(GIVEN_BACK, Tuple.of(id.value()), row -> new RequestId(row.getLong("id")));
    }

    /** The request's row is locked, so that nothing is kept for one that waits no more. */
    private static final String ADD_PRE_MESSAGE =
            Fences.FENCE
                    + """
                    , request as (
                        select r.id from chat_request r, fence
                        where r.id = $4 and r.status = 'WAITING'
                        for no key update of r)
                    , kept as (
                        insert into request_message (
                            request_id, key, recent_key, body, client_time, extra)
                        select request.id, $5::text, $6::text, $7::text::jsonb,
                               $8::timestamptz, $9::text
                        from request
                        where not exists (
                            select from request_message m
                            where m.request_id = request.id and m.recent_key = $6::text
                              and m.at > clock_timestamp() - interval '2 minutes')
                        on conflict (request_id, key) do nothing)
                    select (select count(*) from fence) as fenced,
                           (select count(*) from request) as changed
                    """;

    @Override
    public Future<Written> addPreMessage(Fence fence, PreMessageAdded event) {
        return write(
                ADD_PRE_MESSAGE,
                Fences.values(fence)
                        .addLong(event.request().value())
                        .addString(event.key().id())
                        .addString(event.key().recent())
                        .addString(json.write(event.message(), Message.class))
                        .addOffsetDateTime(
                                event.clientTime() == null
                                        ? null
                                        : Columns.time(event.clientTime()))
                        .addString(event.extra()));
    }

    @Override
    public Future<Assigning> assign(
            Fence fence,
            RequestAssigned event,
            QueueRules rules,
            Waiting waiting,
            @Nullable Blank blank) {
        SessionId session = waiting.origin().session();
        return session == null
                ? assignment.write(fence, event, rules, waiting, blank)
                : handover.write(fence, event, waiting, session);
    }

    /** Asking somebody who has passed begins a new round. */
    private static final String OFFER =
            Fences.FENCE
                    + """
                    , changed as (
                        update chat_request r
                        set offer_no = $5::bigint, offer_agent = $6::text,
                            offer_expires_at = $7::timestamptz,
                            choice = $8::text::jsonb,
                            passed_by = case when $6::text = any (r.passed_by) then '{}'
                                             else r.passed_by end
                        from fence
                        where r.id = $4 and r.status = 'WAITING'
                        returning r.id)
                    select (select count(*) from fence) as fenced,
                           (select count(*) from changed) as changed
                    """;

    @Override
    public Future<Written> offer(Fence fence, RequestOffered event) {
        return write(
                OFFER,
                Fences.values(fence)
                        .addLong(event.request().value())
                        .addLong(event.offer().number())
                        .addString(event.offer().agent().value())
                        .addOffsetDateTime(Columns.time(event.offer().expiresAt()))
                        .addString(json.write(event.choice(), Choice.class)));
    }

    private static final String END_OFFER =
            Fences.FENCE
                    + """
                    , changed as (
                        update chat_request r
                        set offer_no = null, offer_agent = null, offer_expires_at = null,
                            passed_by = case when $6::boolean and $5::text <> all (r.passed_by)
                                             then r.passed_by || $5::text else r.passed_by end,
                            refused_by = case when $7::boolean and $5::text <> all (r.refused_by)
                                             then r.refused_by || $5::text else r.refused_by end
                        from fence
                        where r.id = $4 and r.status = 'WAITING' and r.offer_agent = $5::text
                        returning r.id)
                    select (select count(*) from fence) as fenced,
                           (select count(*) from changed) as changed
                    """;

    @Override
    public Future<Written> endOffer(Fence fence, OfferEnded event) {
        return write(
                END_OFFER,
                Fences.values(fence)
                        .addLong(event.request().value())
                        .addString(event.agent().value())
                        .addBoolean(event.hasPassed())
                        .addBoolean(event.why().equals(OfferEnded.REFUSED)));
    }

    /** A time-out is one by the database's clock alone. */
    private static final String END =
            Fences.FENCE
                    + """
                    , changed as (
                        update chat_request r
                        set status = $5::text, ended_at = clock_timestamp(),
                            offer_no = null, offer_agent = null, offer_expires_at = null
                        from fence
                        where r.id = $4 and r.status = 'WAITING'
                          and ($5::text <> 'TIMEOUT' or r.expires_at <= clock_timestamp())
                        returning r.id, r.transfer_of)
                    , noted as (
                        update chat_session s set look_at = clock_timestamp()
                        from changed
                        where s.id = changed.transfer_of and s.waiting_request = changed.id)
                    , told as (
                        insert into callback (lane, shard, target, kind, body)
                        select c.lane, c.shard, c.target::jsonb, c.kind, c.body::jsonb
                        from changed,
                             unnest($6::text[], $7::int[], $8::text[], $9::text[], $10::text[])
                                 with ordinality as c(lane, shard, target, kind, body, nth)
                        order by c.nth)
                    select (select count(*) from fence) as fenced,
                           (select count(*) from changed) as changed
                    """;

    @Override
    public Future<Written> end(Fence fence, RequestEnded event, List<OutboxEntry> callbacks) {
        Tuple values =
                Fences.values(fence)
                        .addLong(event.request().value())
                        .addString(event.status().name());
        return write(END, OutboxSql.addTo(values, callbacks, json));
    }

    private static final String TELL =
            Fences.FENCE
                    + """
                    , told as (
                        insert into callback (lane, shard, target, kind, body)
                        select c.lane, c.shard, c.target::jsonb, c.kind, c.body::jsonb
                        from fence,
                             unnest($4::text[], $5::int[], $6::text[], $7::text[], $8::text[])
                                 with ordinality as c(lane, shard, target, kind, body, nth)
                        order by c.nth)
                    select count(*) as fenced, count(*) as changed from fence
                    """;

    @Override
    public Future<Written> tell(Fence fence, List<OutboxEntry> callbacks) {
        return write(TELL, OutboxSql.addTo(Fences.values(fence), callbacks, json));
    }

    @Override
    public Future<Optional<RequestView>> findRequest(RequestId id) {
        return requests.find(id);
    }

    private Future<Written> write(String sql, Tuple values) {
        return pg.one(sql, values, Fences::written).map(Optional::orElseThrow);
    }
}
