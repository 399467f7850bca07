package dev.deskbus.store;

import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueEvent.Choice;
import dev.deskbus.domain.queue.QueueState.Directed;
import dev.deskbus.domain.queue.QueueState.Offer;
import dev.deskbus.domain.queue.QueueState.Waiting;
import dev.deskbus.domain.queue.RequestOrigin;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.RequestView;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A row of {@code chat_request}, as its queue and as its client sees it. */
final class RequestRows {
    /** The rank of {@code r} in its line, from 1: the one order that everybody is shown. */
    static final String RANK =
            """
            (select count(*) from chat_request l
             where l.queue_id = r.queue_id and l.status = 'WAITING'
               and (l.priority > r.priority
                    or (l.priority = r.priority
                        and (l.order_no, l.id) <= (r.order_no, r.id))))
            """;

    /** What {@link #waiting} reads, of a {@code chat_request r}. */
    static final String COLUMNS =
            """
            r.id, r.client_id, r.token_key, r.source, r.brand, r.tracks,
            r.target::text as target, r.priority, r.order_no, r.created_at, r.expires_at,
            r.offer_no, r.offer_agent, r.offer_expires_at, r.passed_by, r.refused_by,
            r.transfer_of, r.directed_agent, r.directed_until, r.directed_reason,
            coalesce(r.given_back_by, '{}') as given_back_by
            """;

    private static final String VIEW =
            """
            select r.id, r.client_id, r.queue_id, r.status, r.agent_id,
                   coalesce(r.session_id, r.transfer_of) as session_id,
                   case when r.status = 'WAITING' then
            """
                    + RANK
                    + " else 0 end as position from chat_request r ";

    private RequestRows() {}

    private static final String BY_ID =
            VIEW
                    + """
                    where r.id = any ($1::bigint[])
                      and (r.status = 'WAITING'
                           or r.ended_at > clock_timestamp() - interval '24 hours')
                    """;

    /** Where they stand; one that is over can be read for 24 hours (decision V2-17). */
    static Future<List<RequestView>> find(Pg pg, List<RequestId> ids) {
        Long[] values = ids.stream().map(RequestId::value).toArray(Long[]::new);
        return pg.query(BY_ID, Tuple.tuple().addArrayOfLong(values), RequestRows::view);
    }

    private static final String WAITING = VIEW + " where r.client_id = $1 and r.status = 'WAITING'";

    /** The request with which the client waits. */
    static Future<Optional<RequestView>> findWaiting(Pg pg, ClientId client) {
        return pg.one(WAITING, Tuple.of(client.value()), RequestRows::view);
    }

    private static final String TRANSFER =
            VIEW + " where r.transfer_of = $1 and r.status = 'WAITING'";

    /** The request that waits to hand over that session. */
    static Future<Optional<RequestView>> findTransfer(Pg pg, SessionId session) {
        return pg.one(TRANSFER, Tuple.of(session.value()), RequestRows::view);
    }

    static Waiting waiting(Row row, SealedJson json) {
        return new Waiting(
                new RequestId(row.getLong("id")),
                origin(row, json),
                row.getInteger("priority"),
                row.getLong("order_no"),
                Columns.instant(row, "created_at"),
                Columns.findInstant(row, "expires_at"),
                offer(row),
                Set.copyOf(Columns.texts(row, "passed_by", AgentId::new)),
                Set.copyOf(Columns.texts(row, "refused_by", AgentId::new)),
                directed(row),
                Set.copyOf(Columns.texts(row, "given_back_by", AgentId::new)));
    }

    private static RequestOrigin origin(Row row, SealedJson json) {
        String token = row.getString("token_key");
        String target = row.getString("target");
        return new RequestOrigin(
                new ClientId(row.getString("client_id")),
                token == null ? null : new TokenKey(token),
                row.getString("source"),
                row.getString("brand"),
                row.getString("tracks"),
                target == null ? null : json.read(target, CallbackTarget.class),
                Columns.findSession(row, "transfer_of"),
                wanted(row));
    }

    private static @Nullable AgentId wanted(Row row) {
        Directed directed = directed(row);
        return directed != null && directed.reason().equals(Choice.WANTED)
                ? directed.agent()
                : null;
    }

    private static @Nullable Directed directed(Row row) {
        AgentId agent = Columns.findAgent(row, "directed_agent");
        return agent == null
                ? null
                : new Directed(
                        agent,
                        Columns.instant(row, "directed_until"),
                        row.getString("directed_reason"));
    }

    private static @Nullable Offer offer(Row row) {
        AgentId agent = Columns.findAgent(row, "offer_agent");
        return agent == null
                ? null
                : new Offer(
                        row.getLong("offer_no"), agent, Columns.instant(row, "offer_expires_at"));
    }

    private static RequestView view(Row row) {
        return new RequestView(
                new RequestId(row.getLong("id")),
                new ClientId(row.getString("client_id")),
                new QueueId(row.getLong("queue_id")),
                RequestStatus.valueOf(row.getString("status")),
                row.getLong("position").intValue(),
                Columns.findSession(row, "session_id"),
                Columns.findAgent(row, "agent_id"));
    }
}
