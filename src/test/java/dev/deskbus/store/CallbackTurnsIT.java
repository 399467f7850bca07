package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.deskbus.domain.callback.Callback;
import dev.deskbus.domain.callback.CallbackOutcome;
import dev.deskbus.domain.callback.CallbackOutcome.Retryable;
import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.port.CallbackStore.Due;
import dev.deskbus.port.CallbackStore.Ended;
import dev.deskbus.port.CallbackStore.Taking;
import dev.deskbus.port.CallbackStore.Turn;
import dev.deskbus.port.CallbackStore.Turned;
import dev.deskbus.port.Fence;
import dev.deskbus.port.Written;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one write does for many lanes. */
class CallbackTurnsIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private static final ClientId ANN = new ClientId("ann");
    private static final ClientId BOB = new ClientId("bob");
    private static final ClientId CYD = new ClientId("cyd");
    private static final CallbackOutcome TAKEN = new CallbackOutcome.Taken();

    private Desk desk;
    private PgCallbackStore target;

    @BeforeEach
    void open() {
        desk = new Desk(db);
        target = new PgCallbackStore(db.pg(), desk.json);
    }

    @Test
    void attemptsAreSettledAndHeadsTakenInOneWrite() {
        write(entry(ANN, 1), entry(BOB, 2), entry(ANN, 3), entry(BOB, 4), entry(CYD, 5));
        List<Turned> first = turns(take(ANN), take(BOB));

        List<Turned> second =
                turns(
                        ended(ANN, number(first.get(0)), TAKEN),
                        ended(BOB, number(first.get(1)), new CallbackOutcome.Final("400")),
                        take(CYD));

        assertThat(second).extracting(Turned::written).containsOnly(Written.STORED);
        assertThat(second)
                .extracting(turned -> due(turned).entry(), turned -> due(turned).attempt())
                .containsExactly(
                        tuple(entry(ANN, 3), 1), tuple(entry(BOB, 4), 1), tuple(entry(CYD, 5), 1));
        assertThat(desk.texts("select state || attempt from callback order by n"))
                .containsExactly("TAKEN1", "DEAD1", "WAITING1", "WAITING1", "WAITING1");
        assertThat(
                        turns(
                                ended(ANN, number(second.get(0)), TAKEN),
                                ended(BOB, number(second.get(1)), new CallbackOutcome.Absent())))
                .extracting(Turned::head)
                .containsOnly(Optional.empty());
    }

    @Test
    void aFencedLaneKeepsNoOtherFromItsTurn() {
        write(entry(ANN, 1), entry(BOB, 2), entry(ANN, 3), entry(BOB, 4), entry(CYD, 5));
        List<Turned> first = turns(take(ANN), take(BOB));
        Fence stale = new Fence(Shard.of(ANN), Desk.NODE, 6);

        List<Turned> second =
                turns(
                        new Turn(stale, ANN, Optional.of(endOf(first.get(0))), true),
                        ended(BOB, number(first.get(1)), TAKEN),
                        new Turn(
                                new Fence(Shard.of(CYD), Desk.NODE, 8),
                                CYD,
                                Optional.empty(),
                                true));

        assertThat(second)
                .extracting(Turned::written)
                .containsExactly(Written.FENCED, Written.STORED, Written.FENCED);
        assertThat(second)
                .extracting(turned -> turned.head().map(Due::entry))
                .containsExactly(Optional.empty(), Optional.of(entry(BOB, 4)), Optional.empty());
        assertThat(desk.texts("select state || attempt from callback order by n"))
                .containsExactly("WAITING1", "TAKEN1", "WAITING0", "WAITING1", "WAITING0");
    }

    @Test
    void whoLostItsShardWhileItWaitedIsFenced() throws SQLException {
        write(entry(ANN, 1), entry(BOB, 2));
        try (Connection thief = db.connect();
                Statement steal = thief.createStatement()) {
            thief.setAutoCommit(false);
            steal.execute("update shard set epoch = 8 where id = " + Shard.of(ANN).number());
            Future<List<Turned>> blocked = target.turn(List.of(take(ANN), take(BOB)), taking());
            db.awaitBlocked();
            thief.commit();

            assertThat(db.await(blocked))
                    .extracting(Turned::written)
                    .containsExactly(Written.FENCED, Written.STORED);
        }
        assertThat(desk.texts("select attempt from callback order by n")).containsExactly("0", "1");
    }

    @Test
    void aHeadThatStaysHoldsUpItsLane() {
        write(entry(ANN, 1), entry(ANN, 2));
        long first = number(turns(take(ANN)).getFirst());
        Ended again = new Ended(first, new Retryable("503"), Optional.of(Duration.ofSeconds(10)));

        Turned turned =
                turns(new Turn(Desk.fence(Shard.of(ANN)), ANN, Optional.of(again), true))
                        .getFirst();

        assertThat(turned).isEqualTo(new Turned(Written.STORED, Optional.empty()));
        assertThat(desk.texts("select attempt from callback order by n")).containsExactly("1", "0");
    }

    @Test
    void theNextIsNotTakenBeforeItIsDue() {
        write(entry(ANN, 1), entry(ANN, 2));
        long first = number(turns(take(ANN)).getFirst());
        db.sql("update callback set next_at = next_at + interval '1 minute'");

        assertThat(turns(ended(ANN, first, TAKEN)).getFirst().head()).isEmpty();
        assertThat(desk.texts("select state from callback order by n"))
                .containsExactly("TAKEN", "WAITING");
    }

    @Test
    void whatComesBackIntoTheLineIsTakenFirst() {
        write(entry(ANN, 1), entry(ANN, 2), entry(ANN, 3));
        long dead = number(turns(take(ANN)).getFirst());
        Turned second = turns(ended(ANN, dead, new CallbackOutcome.Final("400"))).getFirst();
        db.sql(
                "update callback set state = 'WAITING', attempt = 0, next_at = now() where n = "
                        + dead);

        assertThat(turns(ended(ANN, number(second), TAKEN)).getFirst().head())
                .map(Due::entry)
                .contains(entry(ANN, 1));
    }

    @Test
    void whatSomebodyElseSettledIsAConflictAndTheLaneGoesOn() {
        write(entry(ANN, 1), entry(ANN, 2));
        long first = number(turns(take(ANN)).getFirst());
        db.sql("update callback set state = 'DEAD', settled_at = now() where n = " + first);

        Turned turned = turns(ended(ANN, first, TAKEN)).getFirst();

        assertThat(turned.written()).isEqualTo(Written.CONFLICT);
        assertThat(turned.head()).map(Due::entry).contains(entry(ANN, 2));
    }

    @Test
    void whatALostWriteTookComesAgainWithTheNext() {
        write(entry(ANN, 1), entry(ANN, 2), entry(BOB, 3));
        long first = number(turns(take(ANN)).getFirst());
        Taking lost = taking();
        db.await(target.turn(List.of(ended(ANN, first, TAKEN), take(BOB)), lost));

        List<Turned> again =
                db.await(
                        target.turn(
                                List.of(ended(ANN, first, TAKEN), take(BOB)),
                                new Taking("again", Duration.ofSeconds(15), Set.of(lost.id()))));

        assertThat(again)
                .extracting(Turned::written)
                .containsExactly(Written.CONFLICT, Written.STORED);
        assertThat(again)
                .extracting(turned -> due(turned).entry(), turned -> due(turned).attempt())
                .containsExactly(tuple(entry(ANN, 2), 2), tuple(entry(BOB, 3), 2));
    }

    @Test
    void whatCannotBeReadHoldsUpNoLaneButItsOwn() {
        write(entry(ANN, 1), entry(BOB, 2), entry(CYD, 3));
        db.sql("update callback set body = '{\"@\": \"OfTomorrow\"}' where lane in ('ann', 'cyd')");

        assertThat(turns(take(ANN), take(BOB)))
                .extracting(turned -> turned.head().map(Due::entry))
                .containsExactly(Optional.empty(), Optional.of(entry(BOB, 2)));
        write(entry(new ClientId("dan"), 4));
        assertThat(db.await(target.takeDue(all(), Set.of(), taking(), 10)))
                .extracting(Due::entry)
                .containsExactly(entry(new ClientId("dan"), 4));
    }

    @Test
    void aReasonIsKeptWithoutWhatCannotBeKept() {
        write(entry(ANN, 1), entry(BOB, 2));
        List<Turned> first = turns(take(ANN), take(BOB));

        turns(
                ended(ANN, number(first.get(0)), new CallbackOutcome.Final("a\0b")),
                ended(BOB, number(first.get(1)), new Retryable("c\0")));

        assertThat(desk.texts("select failure from callback order by n"))
                .containsExactly("ab", "c");
    }

    @Test
    void hundredsOfLanesHaveTheirTurnsAtOnce() {
        List<ClientId> lanes =
                IntStream.range(0, 256).mapToObj(i -> new ClientId("c" + i)).toList();
        write(lanes.stream().map(lane -> entry(lane, 1)).toArray(OutboxEntry[]::new));
        write(lanes.stream().map(lane -> entry(lane, 2)).toArray(OutboxEntry[]::new));

        List<Turned> first = turns(lanes.stream().map(this::take).toArray(Turn[]::new));
        List<Turned> second =
                turns(
                        IntStream.range(0, lanes.size())
                                .mapToObj(i -> ended(lanes.get(i), number(first.get(i)), TAKEN))
                                .toArray(Turn[]::new));

        assertThat(second)
                .extracting(turned -> due(turned).entry())
                .containsExactlyElementsOf(lanes.stream().map(lane -> entry(lane, 2)).toList());
    }

    @Test
    void aHeadIsTakenOnceByManyWritesAtOnce() {
        List<ClientId> lanes = IntStream.range(0, 30).mapToObj(i -> new ClientId("c" + i)).toList();
        write(lanes.stream().map(lane -> entry(lane, 1)).toArray(OutboxEntry[]::new));
        List<Turn> turns = lanes.stream().map(this::take).toList();

        List<Future<List<Turned>>> taken =
                IntStream.range(0, 6)
                        .mapToObj(i -> target.turn(i % 2 == 0 ? turns : turns.reversed(), taking()))
                        .toList();

        assertThat(
                        taken.stream()
                                .flatMap(write -> db.await(write).stream())
                                .flatMap(turned -> turned.head().stream())
                                .map(Due::number))
                .hasSize(30)
                .doesNotHaveDuplicates();
    }

    /** It is planned once, when the outbox may have been empty. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyRowIsLookedUpInAnIndex(boolean settles) throws SQLException {
        String sql = settles ? CallbackBatch.SETTLE_AND_TAKE : CallbackBatch.TAKE;
        String none =
                IntStream.rangeClosed(1, 15).mapToObj(_ -> "null").collect(Collectors.joining(","));
        List<String> plan = new ArrayList<>();
        try (Connection connection = db.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set plan_cache_mode = force_generic_plan");
            statement.execute("prepare turn as " + sql);
            try (ResultSet lines = statement.executeQuery("explain execute turn(" + none + ")")) {
                while (lines.next()) {
                    plan.add(lines.getString(1));
                }
            }
        }

        assertThat(plan).anyMatch(line -> line.contains("callback_lane"));
        assertThat(plan).noneMatch(line -> line.contains("Seq Scan on callback"));
    }

    private List<Turned> turns(Turn... turns) {
        return db.await(target.turn(Arrays.asList(turns), taking()));
    }

    private Turn take(ClientId lane) {
        return new Turn(Desk.fence(Shard.of(lane)), lane, Optional.empty(), true);
    }

    private static Turn ended(ClientId lane, long number, CallbackOutcome outcome) {
        Ended ended = new Ended(number, outcome, Optional.empty());
        return new Turn(Desk.fence(Shard.of(lane)), lane, Optional.of(ended), true);
    }

    private static Ended endOf(Turned turned) {
        return new Ended(number(turned), TAKEN, Optional.empty());
    }

    private static Due due(Turned turned) {
        return turned.head().orElseThrow();
    }

    private static long number(Turned turned) {
        return due(turned).number();
    }

    private static Taking taking() {
        return new Taking(UUID.randomUUID().toString(), Duration.ofSeconds(15), Set.of());
    }

    private void write(OutboxEntry... entries) {
        db.await(desk.queues.tell(Desk.fence(new QueueId(1)), List.of(entries)));
    }

    private static List<Fence> all() {
        return IntStream.range(0, Shard.COUNT).mapToObj(i -> Desk.fence(new Shard(i))).toList();
    }

    private static OutboxEntry entry(ClientId client, int position) {
        return new OutboxEntry(
                Desk.TARGET,
                new Callback.RequestStatusChanged(
                        client, new RequestId(1), RequestStatus.WAITING, position, null));
    }
}
