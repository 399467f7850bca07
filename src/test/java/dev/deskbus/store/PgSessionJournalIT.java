package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionEvent.AgentJoined;
import dev.deskbus.domain.session.SessionEvent.AgentLeft;
import dev.deskbus.domain.session.SessionEvent.Closed;
import dev.deskbus.domain.session.SessionState.Facts;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.Fence;
import dev.deskbus.port.SessionJournal.Append;
import dev.deskbus.port.SessionJournal.Appended;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgSessionJournalIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private static final AtomicLong NUMBERS = new AtomicLong();
    private static Talks talks;

    private final SealedJson json = new SealedJson();
    private PgSessionJournal journal;
    private Facts session;
    private Fence fence;

    @BeforeAll
    static void fill() {
        talks = new Talks(db);
    }

    @BeforeEach
    void openOne() {
        journal = new PgSessionJournal(db.vertx(), db.pg(), json);
        session = talks.open(NUMBERS.incrementAndGet(), "ANN");
        fence = talks.own(session, "n1");
    }

    @Test
    void whatIsStoredIsTheEventItselfAndItsCallback() {
        Append append = Talks.say(fence, session, 0, "m1");

        assertThat(append(append)).isEqualTo(new Appended.Stored());

        assertThat(
                        strings(
                                "select seq || ' ' || kind || ' ' || sender || ' ' || client_msg_id"
                                        + " from session_event where session_id = $1"))
                .containsExactly("1 Said client:" + session.client().value() + " m1");
        assertThat(
                        json.read(
                                strings(
                                                "select body::text from session_event where"
                                                        + " session_id = $1")
                                        .getFirst(),
                                SessionEvent.class))
                .isEqualTo(append.events().getFirst());
        assertThat(lane()).containsExactly("MessageSent 1");
    }

    @Test
    void aRepeatedMessageIsAnsweredWithItsFirstNumberAndWritesNothing() {
        append(Talks.say(fence, session, 0, "m1"));
        append(Talks.say(fence, session, 1, "m2"));

        Appended again = append(Talks.say(fence, session, 2, "m1"));

        assertThat(again)
                .isEqualTo(new Appended.Repeated(1, Instant.parse("2026-01-02T03:04:05.678901Z")));
        assertThat(keys()).containsExactly("m1", "m2");
        assertThat(lane()).containsExactly("MessageSent 1", "MessageSent 2");
    }

    @Test
    void anAppendOfUnknownOutcomeSentAgainIsStoredOnce() {
        Append append = Talks.say(fence, session, 0, "m1");
        JournalEntry entry = new JournalEntry(append, json);
        JournalBatch batch = new JournalBatch(List.of(entry));
        db.await(batch.write(db.pg()));
        JournalEntry repeat = new JournalEntry(append, json);

        db.await(new JournalBatch(List.of(repeat)).write(db.pg()));

        assertThat(db.await(repeat.answer().future())).isEqualTo(new Appended.Stored());
        assertThat(keys()).containsExactly("m1");
        assertThat(lane()).containsExactly("MessageSent 1");
    }

    @Test
    void closingClosesTheRowFreesTheSlotsAndTakesNothingMore() {
        talks.open(NUMBERS.incrementAndGet(), "ANN");
        Instant at = Instant.parse("2026-03-04T05:06:07Z");
        Party by = new Party.OfAgent(new AgentId("ANN"));

        append(closing(at, by));

        assertThat(
                        strings(
                                "select state || ' ' || (closed_at = '2026-03-04T05:06:07Z') from"
                                        + " chat_session where id = $1"))
                .containsExactly("Closed true");
        assertThat(
                        json.read(
                                strings("select closed_by::text from chat_session where id = $1")
                                        .getFirst(),
                                Party.class))
                .isEqualTo(by);
        assertThat(
                        strings(
                                "select agent_id from session_agent where session_id = $1 and"
                                        + " left_at is null"))
                .isEmpty();
        assertThat(strings("select agent_id from agent_slot where session_id = $1")).isEmpty();
        assertThat(
                        count(
                                "select count(*) from agent_slot where agent_id = 'ANN' and"
                                        + " session_id is not null"))
                .isPositive();
        assertThat(
                        count(
                                "select count(*) from agent_slot where agent_id = 'ANN' and"
                                        + " session_id is null and changed_at > '2026-01-01Z'"))
                .isEqualTo(1);
        assertThat(refusal(Talks.say(fence, session, 1, "late")))
                .isEqualTo(ErrorCode.SESSION_CLOSED);
        assertThat(keys()).hasSize(1);
    }

    @Test
    void whoComesAndGoesIsKeptInStep() {
        talks.open(NUMBERS.incrementAndGet(), "BOB");
        Instant at = Instant.parse("2026-03-04T05:06:07Z");
        AgentId ann = new AgentId("ANN");
        AgentId bob = new AgentId("BOB");

        append(
                new Append(
                        fence,
                        session,
                        0,
                        List.of(new AgentJoined(1, at, bob), new AgentLeft(2, at, ann)),
                        List.of(),
                        null));

        assertThat(
                        strings(
                                "select agent_id from session_agent where session_id = $1 and"
                                        + " left_at is null"))
                .containsExactly("BOB");
        assertThat(strings("select agent_id from agent_slot where session_id = $1")).isEmpty();
    }

    @Test
    void aStaleOwnerIsToldSoAndWritesNothing() {
        talks.own(session, "n2");

        assertThat(append(Talks.say(fence, session, 0, "m1"))).isEqualTo(new Appended.Fenced());

        assertThat(keys()).isEmpty();
        assertThat(lane()).isEmpty();
    }

    @Test
    void aTakeOverUnderWayIsWaitedForAndBelieved() throws Exception {
        try (var taker = db.connect();
                var statement = taker.createStatement()) {
            taker.setAutoCommit(false);
            statement.execute(
                    "update shard set owner = 'n2', epoch = epoch + 1 where id = "
                            + fence.shard().number());

            Future<Appended> pending = journal.append(Talks.say(fence, session, 0, "m1"));

            db.awaitBlocked();
            assertThat(pending.isComplete()).isFalse();
            taker.commit();
            assertThat(db.await(pending)).isEqualTo(new Appended.Fenced());
            assertThat(keys()).isEmpty();
        }
    }

    @Test
    void oneMessageThatCannotBeStoredDoesNotSinkItsBatch() {
        var owner = talks.ownAll("n1");
        List<Facts> sessions =
                LongStream.range(0, 50)
                        .mapToObj(_ -> talks.open(NUMBERS.incrementAndGet()))
                        .toList();

        List<Future<Appended>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String text = i == 23 ? "nothing\u0000here" : "word";
            all.add(
                    journal.append(
                            Talks.say(
                                    owner.apply(sessions.get(i)), sessions.get(i), 0, "m", text)));
        }
        db.await(Future.join(all).transform(_ -> Future.succeededFuture()));

        assertThat(all.stream().filter(Future::succeeded)).hasSize(49);
        assertThat(all.get(23).cause())
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.code()).isEqualTo(ErrorCode.PARAMETER_INVALID));
        assertThat(
                        count(
                                "select count(*) from session_event where session_id between %d and %d"
                                        .formatted(
                                                sessions.getFirst().id().value(),
                                                sessions.getLast().id().value())))
                .isEqualTo(49);
    }

    @Test
    void aNumberThatIsTakenOrAheadFailsAloneAndLeavesNoGap() {
        Facts other = talks.open(NUMBERS.incrementAndGet());
        Fence otherFence = talks.own(other, "n1");
        append(
                Talks.say(
                        fence.shard().equals(otherFence.shard()) ? otherFence : fence,
                        session,
                        0,
                        "m1"));
        Fence mine = fence.shard().equals(otherFence.shard()) ? otherFence : fence;

        List<Future<Appended>> all =
                List.of(
                        journal.append(Talks.say(mine, session, 0, "taken")),
                        journal.append(Talks.say(otherFence, other, 0, "m1")),
                        journal.append(Talks.say(mine, session, 5, "ahead")));
        db.await(Future.join(all).transform(_ -> Future.succeededFuture()));

        assertThat(all.stream().map(Future::succeeded)).containsExactly(false, true, false);
        assertThat(keys()).containsExactly("m1");
    }

    @Test
    void aCollisionThatOnlyTheConstraintSeesFailsThatAppendAlone() throws Exception {
        Facts other = talks.open(NUMBERS.incrementAndGet());
        Fence otherFence = talks.own(other, "n1");
        Fence mine = fence.shard().equals(otherFence.shard()) ? otherFence : fence;
        try (var intruder = db.connect();
                var statement = intruder.createStatement()) {
            intruder.setAutoCommit(false);
            statement.execute(
                    """
                    insert into session_event (session_id, seq, kind, sender, client_msg_id, body, at)
                    values (%d, 1, 'Said', 'system', 'intruder', '{}', now())
                    """
                            .formatted(session.id().value()));
            Future<Appended> first = journal.append(Talks.say(mine, session, 0, "mine"));
            db.awaitBlocked();
            Future<Appended> second = journal.append(Talks.say(otherFence, other, 0, "m1"));
            intruder.commit();

            assertThat(catchThrowable(() -> db.await(first))).isInstanceOf(Refusal.class);
            assertThat(db.await(second)).isEqualTo(new Appended.Stored());
            assertThat(keys()).containsExactly("intruder");
        }
    }

    @Test
    void withoutADatabaseTheOutcomeIsUnknownAfterAFewSeconds() {
        Pg nowhere = Pg.open(db.vertx(), new PgAddress("127.0.0.1", 1, "x", "x", "x"), 1);
        journal = new PgSessionJournal(db.vertx(), nowhere, json);
        long start = System.nanoTime();

        assertThat(refusal(Talks.say(fence, session, 0, "m1"))).isEqualTo(ErrorCode.UNAVAILABLE);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(7));
        assertThat(journal.waiting()).isZero();
        db.await(nowhere.close());
    }

    @Test
    void theAnswerComesInTheContextOfWhoAsked() {
        Context context = db.vertx().getOrCreateContext();
        Promise<Context> answered = Promise.promise();

        context.runOnContext(
                _ ->
                        journal.append(Talks.say(fence, session, 0, "m1"))
                                .onComplete(_ -> answered.complete(Vertx.currentContext())));

        assertThat(db.await(answered.future())).isSameAs(context);
    }

    @Test
    void whatDoesNotFitIsRefusedBeforeItIsSent() throws Exception {
        try (var holder = db.connect();
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute(
                    "select 1 from shard where id = " + fence.shard().number() + " for update");
            List<Future<Appended>> taken = new ArrayList<>();
            for (int i = 0; i < 5000; i++) {
                taken.add(journal.append(Talks.say(fence, session, i, "m" + i)));
            }

            assertThat(refusal(Talks.say(fence, session, 5000, "m5000")))
                    .isEqualTo(ErrorCode.OVERLOADED);
            assertThat(journal.waiting()).isEqualTo(5000);
            assertThat(taken).noneMatch(Future::isComplete);
        }
    }

    private Append closing(Instant at, Party by) {
        return new Append(
                fence, session, 0, List.of(new Closed(1, at, by, "done")), List.of(), null);
    }

    private Appended append(Append append) {
        return db.await(journal.append(append));
    }

    private ErrorCode refusal(Append append) {
        return ((Refusal) catchThrowable(() -> append(append))).code();
    }

    private List<String> keys() {
        return strings(
                "select client_msg_id from session_event where session_id = $1 order by seq");
    }

    /** The callbacks of this session, in the order of their lane. */
    private List<String> lane() {
        return strings(
                "select kind || ' ' || (body ->> 'seq') from callback"
                        + " where (body -> 'session' ->> 'value')::bigint = $1 order by n");
    }

    private List<String> strings(String sql) {
        return db.await(
                db.pg().query(sql, Tuple.of(session.id().value()), row -> row.getString(0)));
    }

    private long count(String sql) {
        return db.await(db.pg().one(sql, Tuple.tuple(), row -> row.getLong(0))).orElseThrow();
    }
}
