package dev.deskbus.store;

import dev.deskbus.domain.callback.CallbackOutcome;
import dev.deskbus.domain.callback.CallbackOutcome.Absent;
import dev.deskbus.domain.callback.CallbackOutcome.Final;
import dev.deskbus.domain.callback.CallbackOutcome.Retryable;
import dev.deskbus.domain.callback.CallbackOutcome.Taken;
import dev.deskbus.domain.id.NodeId;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.CallbackStore.Ended;
import dev.deskbus.port.CallbackStore.Taking;
import dev.deskbus.port.CallbackStore.Turn;
import dev.deskbus.port.CallbackStore.Turned;
import dev.deskbus.port.Fence;
import dev.deskbus.port.Written;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one statement that settles attempts and takes heads for many lanes. It locks the rows of
 * their shards, in order, and only what is joined to a row that is still ours is written.
 */
final class CallbackBatch {
    /**
     * {@code word} decides for each turn. It is compared as text so that few are expected to pass:
     * a plan that is made once, for an outbox that was empty then, must look each row up.
     */
    private static final String FENCE =
            """
            with fence as materialized (
                select id, owner, epoch from shard where id = any ($1::int[])
                order by id for no key update)
            , turn as materialized (
                select t.*, case when f.id is null then 'FENCED' else 'OURS' end as word
                from unnest($2::int[], $3::int[], $4::text[], $5::bigint[], $6::text[],
                            $7::boolean[], $8::bigint[], $9::text[], $10::text[], $11::bigint[])
                     as t (place, shard, owner, epoch, lane, takes, n, state, failure, wait)
                left join fence f on f.id = t.shard and f.owner = t.owner and f.epoch = t.epoch)
            """;

    /** With a time to wait it stays in the line; without, it leaves it. */
    private static final String SETTLED =
            """
            , settled as (
                update callback c
                set state = t.state, failure = t.failure, taker = null,
                    next_at = case when t.state = 'WAITING'
                                   then clock_timestamp() + t.wait * interval '1 millisecond'
                                   else c.next_at end,
                    settled_at = case when t.state <> 'WAITING' then clock_timestamp() end
                from turn t
                where t.word = 'OURS' and c.n = t.n and c.shard = t.shard
                  and c.state = 'WAITING'
                returning c.n)
            """;

    /** Where no attempt ended. */
    private static final String NOTHING_SETTLED =
            """
            , settled as (select t.n from turn t where false)
            """;

    /** What is settled here still waits in the eyes of this statement, and is passed over. */
    private static final String TAKEN =
            """
            , head as materialized (
                select t.place, t.shard, h.n
                from turn t
                cross join lateral (
                    select c.n from callback c
                    where c.lane = t.lane and c.state = 'WAITING' and c.n is distinct from t.n
                    order by c.n limit 1) h
                where t.word = 'OURS' and t.takes)
            , taken as (
                update callback c
                set attempt = c.attempt + 1,
                    next_at = clock_timestamp() + $12::bigint * interval '1 millisecond',
                    taker = $13::text
                from head h
                where c.n = h.n and c.shard = h.shard and c.state = 'WAITING'
                  and (c.next_at <= clock_timestamp() or %s)
                returning c.n, c.attempt, c.target::text as target, c.body::text as body)
            select t.place, t.word, t.n is null or s.n is not null as noted,
                   k.n, k.attempt, k.target, k.body
            from turn t
            left join settled s on s.n = t.n
            left join head h on h.place = t.place
            left join taken k on k.n = h.n
            """
                    .formatted(Takers.LOST.formatted(15, 14));

    /** For lanes that were at rest. */
    static final String TAKE = FENCE + NOTHING_SETTLED + TAKEN;

    static final String SETTLE_AND_TAKE = FENCE + SETTLED + TAKEN;

    private final List<Turn> turns;
    private final Taking taking;
    private final SealedJson json;

    /** At least one turn, at most one of a lane. */
    CallbackBatch(List<Turn> turns, Taking taking, SealedJson json) {
        this.turns = List.copyOf(turns);
        this.taking = taking;
        this.json = json;
    }

    /** Runs the statement. */
    Future<List<Turned>> write(Pg pg) {
        boolean settles = turns.stream().anyMatch(turn -> turn.ended().isPresent());
        return pg.query(settles ? SETTLE_AND_TAKE : TAKE, values(), row -> row)
                .map(
                        rows ->
                                rows.stream()
                                        .sorted(
                                                Comparator.comparing(
                                                        row -> row.getInteger("place")))
                                        .map(this::turned)
                                        .toList());
    }

    private Turned turned(Row row) {
        Written written =
                row.getString("word").equals("FENCED")
                        ? Written.FENCED
                        : row.getBoolean("noted") ? Written.STORED : Written.CONFLICT;
        return new Turned(
                written, row.getLong("n") == null ? Optional.empty() : DueRow.read(row, json));
    }

    private Tuple values() {
        List<Fence> fences = new ArrayList<>(turns.size());
        turns.forEach(turn -> fences.add(turn.fence()));
        Tuple values = Tuple.from(Fences.columns(fences));
        addTurns(values);
        for (Object value : takingValues()) {
            values.addValue(value);
        }
        return values;
    }

    /** Null where nothing ended. */
    private void addTurns(Tuple values) {
        int size = turns.size();
        String[] lanes = new String[size];
        Boolean[] takes = new Boolean[size];
        Long[] numbers = new Long[size];
        @Nullable String[] states = new String[size];
        @Nullable String[] failures = new String[size];
        Long[] waits = new Long[size];
        for (int i = 0; i < size; i++) {
            Turn turn = turns.get(i);
            lanes[i] = turn.lane().value();
            takes[i] = turn.takes();
            if (turn.ended().isPresent()) {
                Ended ended = turn.ended().get();
                numbers[i] = ended.number();
                states[i] = state(ended);
                failures[i] = failure(ended);
                waits[i] = ended.retryAfter().orElse(Duration.ZERO).toMillis();
            }
        }
        values.addArrayOfString(lanes)
                .addArrayOfBoolean(takes)
                .addArrayOfLong(numbers)
                .addArrayOfString(states)
                .addArrayOfString(failures)
                .addArrayOfLong(waits);
    }

    private Object[] takingValues() {
        NodeId node = turns.getFirst().fence().node();
        return new Object[] {
            taking.patience().toMillis(),
            Takers.taker(taking, node),
            Takers.lost(taking, node),
            node.value()
        };
    }

    private static String state(Ended ended) {
        return switch (ended.outcome()) {
            case Taken _ -> "TAKEN";
            case Absent _ -> "ABSENT";
            case Final _ -> "DEAD";
            case Retryable _ -> ended.leaves() ? "DEAD" : "WAITING";
        };
    }

    /** Without the one character that PostgreSQL cannot keep: whoever answers chooses the words. */
    private static @Nullable String failure(Ended ended) {
        CallbackOutcome outcome = ended.outcome();
        return switch (outcome) {
            case Taken _, Absent _ -> null;
            case Final(var why) -> why.replace("\0", "");
            case Retryable(var why) -> why.replace("\0", "");
        };
    }
}
