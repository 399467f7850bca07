package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.deskbus.domain.callback.Callback;
import dev.deskbus.domain.callback.CallbackOutcome;
import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.port.CallbackStore.Backlog;
import dev.deskbus.port.CallbackStore.Due;
import dev.deskbus.port.CallbackStore.Ended;
import dev.deskbus.port.CallbackStore.Taking;
import dev.deskbus.port.CallbackStore.Turn;
import dev.deskbus.port.CallbackStore.Turned;
import dev.deskbus.port.Fence;
import dev.deskbus.port.Written;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgCallbackStoreIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private static final ClientId ANN = new ClientId("ann");
    private static final ClientId BOB = new ClientId("bob");
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final CallbackOutcome TAKEN = new CallbackOutcome.Taken();

    private Desk desk;
    private PgCallbackStore target;

    @BeforeEach
    void open() {
        desk = new Desk(db);
        target = new PgCallbackStore(db.pg(), desk.json);
    }

    @Test
    void theHeadOfEachLaneComesWithItsAttemptOnDisk() {
        write(entry(ANN, 1), entry(BOB, 2), entry(ANN, 3));

        List<Due> due = take();

        assertThat(due).extracting(Due::entry).containsExactly(entry(ANN, 1), entry(BOB, 2));
        assertThat(due).extracting(Due::attempt).containsExactly(1, 1);
        assertThat(desk.texts("select attempt from callback order by n"))
                .containsExactly("1", "1", "0");
    }

    @Test
    void aHeadThatIsNotDueHoldsUpItsLane() {
        write(entry(ANN, 1), entry(ANN, 2));

        assertThat(take()).hasSize(1);

        assertThat(take()).isEmpty();
        assertThat(head(ANN)).isEmpty();
    }

    @Test
    void theNextComesWhenTheHeadIsSettled() {
        write(entry(ANN, 1), entry(ANN, 2));
        long first = take().getFirst().number();

        assertThat(settle(ANN, first, TAKEN, Optional.empty())).isEqualTo(Written.STORED);
        assertThat(settle(ANN, first, TAKEN, Optional.empty())).isEqualTo(Written.CONFLICT);

        Due next = head(ANN).orElseThrow();
        assertThat(next.entry()).isEqualTo(entry(ANN, 2));
        assertThat(next.number()).isGreaterThan(first);
        assertThat(head(ANN)).isEmpty();
    }

    @Test
    void whatWasTakenAndNotSettledComesAgain() {
        write(entry(ANN, 1));
        take();
        db.sql("update callback set next_at = next_at - interval '15 seconds'");

        assertThat(take()).singleElement().extracting(Due::attempt).isEqualTo(2);
    }

    @Test
    void whatALostTakingTookComesAgainAtOnce() {
        write(entry(ANN, 1), entry(BOB, 2));
        Taking swept = taking();
        assertThat(db.await(target.takeDue(List.of(fence(ANN)), Set.of(), swept, 10))).hasSize(1);
        Taking woken = taking();
        assertThat(head(fence(BOB), BOB, woken)).isPresent();
        Taking again = new Taking("again", PATIENCE, Set.of(swept.id(), woken.id()));

        assertThat(db.await(target.takeDue(all(), Set.of(BOB), again, 10)))
                .extracting(Due::entry, Due::attempt)
                .containsExactly(tuple(entry(ANN, 1), 2));
        assertThat(head(fence(BOB), BOB, again))
                .hasValueSatisfying(due -> assertThat(due.attempt()).isEqualTo(2));
        assertThat(take()).isEmpty();

        Taking third = new Taking("third", PATIENCE, Set.of("again"));
        settle(
                ANN,
                number(ANN),
                new CallbackOutcome.Retryable("503"),
                Optional.of(Duration.ofSeconds(9)));
        assertThat(db.await(target.takeDue(List.of(fence(ANN)), Set.of(), third, 10))).isEmpty();
    }

    @Test
    void whatWasUnderWayAtANodeThatIsNoMoreComesAgainAtOnce() {
        write(entry(ANN, 1), entry(BOB, 2));
        take();
        db.sql(
                """
                insert into node (id, host, lease_until) values ('node2', 'there', 'infinity')
                on conflict do nothing;
                update shard set owner = 'node2', epoch = 8
                """);

        assertThat(db.await(target.takeDue(theirs(), Set.of(), taking(), 10))).isEmpty();
        assertThat(head(theirs(BOB), BOB, taking())).isEmpty();
        db.sql("update node set lease_until = clock_timestamp() where id = 'node1'");

        assertThat(db.await(target.takeDue(theirs(), Set.of(BOB), taking(), 10)))
                .extracting(Due::entry, Due::attempt)
                .containsExactly(tuple(entry(ANN, 1), 2));
        assertThat(head(theirs(BOB), BOB, taking()))
                .hasValueSatisfying(due -> assertThat(due.attempt()).isEqualTo(2));
        db.sql("update node set lease_until = clock_timestamp()");
        assertThat(db.await(target.takeDue(theirs(), Set.of(), taking(), 10))).isEmpty();
    }

    private static List<Fence> theirs() {
        return all().stream()
                .map(fence -> new Fence(fence.shard(), new NodeId("node2"), 8))
                .toList();
    }

    private static Fence theirs(ClientId lane) {
        return new Fence(Shard.of(lane), new NodeId("node2"), 8);
    }

    @Test
    void aFailureWaitsAndThenIsADeadLetter() {
        write(entry(ANN, 1), entry(ANN, 2));
        long first = take().getFirst().number();
        var failure = new CallbackOutcome.Retryable("503");

        settle(ANN, first, failure, Optional.of(Duration.ofSeconds(10)));
        assertThat(take()).isEmpty();
        assertThat(desk.text("select failure from callback where failure is not null"))
                .isEqualTo("503");
        db.sql("update callback set next_at = next_at - interval '10 seconds'");
        assertThat(take()).singleElement().extracting(Due::attempt).isEqualTo(2);

        settle(ANN, first, failure, Optional.empty());
        assertThat(take()).singleElement().extracting(Due::entry).isEqualTo(entry(ANN, 2));
        assertThat(db.await(target.count())).isEqualTo(new Backlog(1, 1));
    }

    @Test
    void howAnAttemptEndedIsKept() {
        write(entry(ANN, 1), entry(BOB, 2));
        List<Due> due = take();

        settle(ANN, due.get(0).number(), new CallbackOutcome.Absent(), Optional.empty());
        settle(
                BOB,
                due.get(1).number(),
                new CallbackOutcome.Final("403"),
                Optional.of(Duration.ofSeconds(1)));

        assertThat(
                        desk.texts(
                                "select state || ' ' || (settled_at is not null) from callback"
                                        + " order by n"))
                .containsExactly("ABSENT true", "DEAD true");
    }

    @Test
    void busyLanesAndOtherShardsAreLeftAlone() {
        write(entry(ANN, 1), entry(BOB, 2));

        assertThat(db.await(target.takeDue(List.of(fence(ANN)), Set.of(ANN), taking(), 10)))
                .isEmpty();
        assertThat(db.await(target.takeDue(List.of(), Set.of(), taking(), 10))).isEmpty();
        assertThat(db.await(target.takeDue(List.of(fence(BOB)), Set.of(), taking(), 10)))
                .extracting(Due::entry)
                .containsExactly(entry(BOB, 2));
    }

    @Test
    void noMoreComeThanWereAskedFor() {
        write(entry(ANN, 1), entry(BOB, 2));

        assertThat(db.await(target.takeDue(all(), Set.of(), taking(), 1))).hasSize(1);
        assertThat(take()).hasSize(1);
    }

    @Test
    void eachIsTakenOnceByManyAtOnce() {
        write(
                IntStream.range(0, 30)
                        .mapToObj(i -> entry(new ClientId("c" + i), i))
                        .toArray(OutboxEntry[]::new));

        List<Future<List<Due>>> taken =
                IntStream.range(0, 6)
                        .mapToObj(_ -> target.takeDue(all(), Set.of(), taking(), 30))
                        .toList();

        assertThat(taken.stream().flatMap(t -> db.await(t).stream()).map(Due::number))
                .hasSize(30)
                .doesNotHaveDuplicates();
    }

    @Test
    void whoWasReplacedTakesNothingAndSettlesNothing() {
        write(entry(ANN, 1));
        Fence stale = new Fence(Shard.of(ANN), Desk.NODE, 6);

        assertThat(db.await(target.takeDue(List.of(stale), Set.of(), taking(), 10))).isEmpty();
        assertThat(head(stale, ANN, taking())).isEmpty();
        assertThat(desk.text("select attempt from callback")).isEqualTo("0");

        long number = take().getFirst().number();
        assertThat(settle(stale, ANN, number, TAKEN, Optional.empty())).isEqualTo(Written.FENCED);
        assertThat(settle(fence(BOB), BOB, number, TAKEN, Optional.empty()))
                .isEqualTo(Written.CONFLICT);
        assertThat(desk.text("select state from callback")).isEqualTo("WAITING");
    }

    private void write(OutboxEntry... entries) {
        db.await(desk.queues.tell(Desk.fence(new QueueId(1)), List.of(entries)));
    }

    private List<Due> take() {
        return db.await(target.takeDue(all(), Set.of(), taking(), 100));
    }

    private long number(ClientId lane) {
        return Long.parseLong(
                desk.text("select min(n) from callback where lane = '" + lane.value() + "'"));
    }

    private static Taking taking() {
        return new Taking(UUID.randomUUID().toString(), PATIENCE, Set.of());
    }

    private Optional<Due> head(ClientId lane) {
        return head(fence(lane), lane, taking());
    }

    private Optional<Due> head(Fence fence, ClientId lane, Taking taking) {
        return turn(new Turn(fence, lane, Optional.empty(), true), taking).head();
    }

    private Turned turn(Turn turn, Taking taking) {
        return db.await(target.turn(List.of(turn), taking)).getFirst();
    }

    private Written settle(
            ClientId lane, long number, CallbackOutcome outcome, Optional<Duration> retryAfter) {
        return settle(fence(lane), lane, number, outcome, retryAfter);
    }

    private Written settle(
            Fence fence,
            ClientId lane,
            long number,
            CallbackOutcome outcome,
            Optional<Duration> retryAfter) {
        Ended ended = new Ended(number, outcome, retryAfter);
        return turn(new Turn(fence, lane, Optional.of(ended), false), taking()).written();
    }

    private static Fence fence(ClientId lane) {
        return Desk.fence(Shard.of(lane));
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
