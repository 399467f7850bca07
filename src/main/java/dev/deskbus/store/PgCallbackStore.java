package dev.deskbus.store;

import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.NodeId;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.CallbackStore;
import dev.deskbus.port.Fence;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The outbox in PostgreSQL. */
public final class PgCallbackStore implements CallbackStore {
    private final Pg pg;
    private final SealedJson json;

    public PgCallbackStore(Pg pg, SealedJson json) {
        this.pg = pg;
        this.json = json;
    }

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
                    .formatted(Takers.LOST.formatted(9, 8));

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
                        Takers.taker(taking, node),
                        Takers.lost(taking, node),
                        node.value());
        return pg.query(TAKE_DUE, values, row -> DueRow.read(row, json))
                .map(
                        rows ->
                                rows.stream()
                                        .flatMap(Optional::stream)
                                        .sorted(Comparator.comparingLong(Due::number))
                                        .toList());
    }

    @Override
    public Future<List<Turned>> turn(List<Turn> turns, Taking taking) {
        return turns.isEmpty()
                ? Future.succeededFuture(List.of())
                : new CallbackBatch(turns, taking, json).write(pg);
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
}
