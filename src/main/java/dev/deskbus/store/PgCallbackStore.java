package dev.deskbus.store;

import dev.deskbus.domain.callback.Callback;
import dev.deskbus.domain.callback.CallbackOutcome;
import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.NodeId;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.CallbackStore;
import dev.deskbus.port.Fence;
import dev.deskbus.port.Written;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The outbox in PostgreSQL. */
public final class PgCallbackStore implements CallbackStore {
    private final Pg pg;
    private final SealedJson json;

    public PgCallbackStore(Pg pg, SealedJson json) {
        this.pg = pg;
        this.json = json;
    }

    /**
     * Whether {@code c} is under way nowhere though it was taken: by a taking whose answer never
     * came, or at a node that is no more. {@code %1$d} is this node, {@code %2$d} the takings.
     */
    private static final String LOST =
            """
            c.taker = any ($%2$d::text[])
            or (split_part(c.taker, '@', 2) not in ('', $%1$d::text)
                and not exists (select from node n where n.id = split_part(c.taker, '@', 2)
                                and n.lease_until > clock_timestamp()))
            """;

    /** Begins at what is due or lost, so that an outbox with nothing of that costs nothing. */
    private static final String TAKE_DUE =
            """
            with late as materialized (
                select c.n, c.lane, c.shard, c.next_at from callback c
                join unnest($1::int[]) as mine(shard) on mine.shard = c.shard
                where c.state = 'WAITING' and c.next_at <= clock_timestamp())
            , lost as materialized (
                select c.n, c.lane, c.shard, c.next_at from callback c
                where c.state = 'WAITING' and c.taker is not null
                  and c.shard = any ($1::int[]) and (%1$s))
            , due as materialized (
                select c.n, c.shard from (select * from late union select * from lost) c
                where c.lane <> all ($4::text[])
                  and not exists (select from callback o
                                  where o.lane = c.lane and o.state = 'WAITING' and o.n < c.n)
                order by c.next_at, c.n limit $6::int)
            , fence as materialized (
                select s.id from shard s
                join unnest($1::int[], $2::text[], $3::bigint[]) as mine(id, owner, epoch)
                  on s.id = mine.id and s.owner = mine.owner and s.epoch = mine.epoch
                where s.id in (select shard from due)
                order by s.id for no key update of s)
            , taken as (
                update callback c
                set attempt = c.attempt + 1,
                    next_at = clock_timestamp() + $5::bigint * interval '1 millisecond',
                    taker = $7::text
                from due join fence on fence.id = due.shard
                where c.n = due.n and c.state = 'WAITING'
                  and (c.next_at <= clock_timestamp() or %1$s)
                returning c.n, c.attempt, c.target::text as target, c.body::text as body)
            select * from taken
            """
                    .formatted(LOST.formatted(9, 8));

    @Override
    public Future<List<Due>> takeDue(
            List<Fence> fences, Set<ClientId> busy, Taking taking, int limit) {
        if (fences.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        NodeId node = fences.getFirst().node();
        Tuple values =
                Tuple.of(
                        fences.stream().map(f -> f.shard().number()).toArray(Integer[]::new),
                        fences.stream().map(f -> f.node().value()).toArray(String[]::new),
                        fences.stream().map(Fence::epoch).toArray(Long[]::new),
                        busy.stream().map(ClientId::value).toArray(String[]::new),
                        taking.patience().toMillis(),
                        limit,
                        taker(taking.id(), node),
                        lost(taking, node),
                        node.value());
        return pg.query(TAKE_DUE, values, this::due)
                .map(rows -> rows.stream().sorted(Comparator.comparingLong(Due::number)).toList());
    }

    private static final String TAKE_HEAD =
            Fences.FENCE
                    + """
                    , head as (
                        select c.n from callback c, fence
                        where c.lane = $4 and c.state = 'WAITING'
                        order by c.n limit 1)
                    , taken as (
                        update callback c
                        set attempt = c.attempt + 1,
                            next_at = clock_timestamp() + $5::bigint * interval '1 millisecond',
                            taker = $6::text
                        from head, fence
                        where c.n = head.n and c.shard = fence.id and c.state = 'WAITING'
                          and (c.next_at <= clock_timestamp() or %s)
                        returning c.n, c.attempt, c.target::text as target, c.body::text as body)
                    select * from taken
                    """
                            .formatted(LOST.formatted(2, 7));

    @Override
    public Future<Optional<Due>> takeHead(Fence fence, ClientId lane, Taking taking) {
        return pg.one(
                TAKE_HEAD,
                Fences.values(fence)
                        .addString(lane.value())
                        .addLong(taking.patience().toMillis())
                        .addString(taker(taking.id(), fence.node()))
                        .addArrayOfString(lost(taking, fence.node())),
                this::due);
    }

    private static String taker(String taking, NodeId node) {
        return taking + "@" + node.value();
    }

    private static String[] lost(Taking taking, NodeId node) {
        return taking.lost().stream().map(id -> taker(id, node)).toArray(String[]::new);
    }

    /** With a time to wait it stays in the line; without, it leaves it. */
    private static final String SETTLE =
            Fences.FENCE
                    + """
                    , changed as (
                        update callback c
                        set state = $5::text, failure = $6::text, taker = null,
                            next_at = case when $5::text = 'WAITING'
                                           then clock_timestamp()
                                               + $7::bigint * interval '1 millisecond'
                                           else c.next_at end,
                            settled_at = case when $5::text <> 'WAITING'
                                              then clock_timestamp() end
                        from fence
                        where c.n = $4 and c.shard = fence.id and c.state = 'WAITING'
                        returning c.n)
                    select (select count(*) from fence) as fenced,
                           (select count(*) from changed) as changed
                    """;

    @Override
    public Future<Written> settle(
            Fence fence, long number, CallbackOutcome outcome, Optional<Duration> retryAfter) {
        return switch (outcome) {
            case CallbackOutcome.Taken() -> settle(fence, number, "TAKEN", null, Duration.ZERO);
            case CallbackOutcome.Absent() -> settle(fence, number, "ABSENT", null, Duration.ZERO);
            case CallbackOutcome.Final(var why) ->
                    settle(fence, number, "DEAD", why, Duration.ZERO);
            case CallbackOutcome.Retryable(var why) when retryAfter.isPresent() ->
                    settle(fence, number, "WAITING", why, retryAfter.get());
            case CallbackOutcome.Retryable(var why) ->
                    settle(fence, number, "DEAD", why, Duration.ZERO);
        };
    }

    private static final String COUNT =
            """
            select (select count(*) from callback where state = 'WAITING') as waiting,
                   (select count(*) from callback where state = 'DEAD') as dead
            """;

    @Override
    public Future<Backlog> count() {
        return pg.one(
                        COUNT,
                        Tuple.tuple(),
                        row -> new Backlog(row.getLong("waiting"), row.getLong("dead")))
                .map(Optional::orElseThrow);
    }

    private Future<Written> settle(
            Fence fence, long number, String state, @Nullable String failure, Duration wait) {
        Tuple values =
                Fences.values(fence)
                        .addLong(number)
                        .addString(state)
                        .addString(failure)
                        .addLong(wait.toMillis());
        return pg.one(SETTLE, values, Fences::written).map(Optional::orElseThrow);
    }

    private Due due(Row row) {
        return new Due(
                row.getLong("n"),
                row.getInteger("attempt"),
                new OutboxEntry(
                        json.read(row.getString("target"), CallbackTarget.class),
                        json.read(row.getString("body"), Callback.class)));
    }
}
