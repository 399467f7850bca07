package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.id.Shard;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionEvent.IdleWarned;
import dev.deskbus.domain.session.SessionState.Facts;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.Fence;
import dev.deskbus.port.SessionJournal.Append;
import dev.deskbus.port.SessionJournal.Appended;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is written at the same time, and what waits. */
class JournalBatchesIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private static List<Facts> sessions;
    private static Function<Facts, Fence> owner;

    private PgSessionJournal journal;

    @BeforeAll
    static void open() {
        Talks talks = new Talks(db);
        owner = talks.ownAll("n1");
        sessions = LongStream.rangeClosed(1, 300).mapToObj(talks::open).toList();
    }

    @BeforeEach
    void begin() {
        db.sql("delete from session_event");
        journal = new PgSessionJournal(db.vertx(), db.pg(), new SealedJson());
    }

    /** However much waits for it, and though its batch held other shards as well. */
    @Test
    void whatIsHeldUpHoldsUpNoOther() throws Exception {
        Facts first = sessions.getFirst();
        List<Facts> beside = sessions.subList(0, 15);
        Set<Integer> held =
                beside.stream().map(JournalBatchesIT::shard).collect(Collectors.toSet());
        Facts other =
                sessions.stream()
                        .filter(each -> !held.contains(shard(each)))
                        .findFirst()
                        .orElseThrow();
        List<Future<Appended>> all = new ArrayList<>();
        try (Lock _ = new Lock(first)) {
            all.add(say(other, 0)); // what comes meanwhile comes together
            Future<Appended> heldUp = say(first, 0);
            beside.stream().skip(1).forEach(each -> all.add(say(each, 0)));
            db.awaitBlocked();

            List<Future<Appended>> others = new ArrayList<>();
            for (int seq = 1; seq <= 8; seq++) {
                for (Facts session : sessions) {
                    boolean isHeld = held.contains(shard(session));
                    Future<Appended> said =
                            say(
                                    session,
                                    session == other || beside.contains(session) ? seq : seq - 1);
                    (isHeld ? all : others).add(said);
                }
            }

            assertThat(db.await(Future.all(others)).<Appended>list())
                    .hasSizeGreaterThan(1200)
                    .containsOnly(new Appended.Stored());
            assertThat(heldUp.isComplete()).isFalse();
            all.add(heldUp);
        }
        db.await(Future.join(all).transform(_ -> Future.succeededFuture()));
    }

    @Test
    void aSingleOneBesideItIsWrittenSoon() throws Exception {
        Facts first = sessions.getFirst();
        Facts other =
                sessions.stream()
                        .filter(each -> shard(each) != shard(first))
                        .findFirst()
                        .orElseThrow();
        Future<Appended> heldUp;
        try (Lock _ = new Lock(first)) {
            heldUp = say(first, 0);
            db.awaitBlocked();

            assertThat(db.await(say(other, 0))).isEqualTo(new Appended.Stored());
            assertThat(heldUp.isComplete()).isFalse();
        }
        assertThat(db.await(heldUp)).isEqualTo(new Appended.Stored());
    }

    /** Two statements would wait for each other there, and hold up what else is in them. */
    @Test
    void ofOneShardOnlyOneBatchIsUnderWay() throws Exception {
        List<Facts> beside =
                sessions.stream()
                        .collect(Collectors.groupingBy(JournalBatchesIT::shard))
                        .values()
                        .stream()
                        .filter(each -> each.size() > 2)
                        .findFirst()
                        .orElseThrow();
        List<Future<Appended>> all;
        try (Lock _ = new Lock(beside.getFirst())) {
            all = beside.stream().map(session -> say(session, 0)).toList();
            db.awaitBlocked();
            db.await(db.vertx().timer(200));

            assertThat(blocked()).isEqualTo(1);
        }
        assertThat(db.await(Future.all(all)).<Appended>list()).containsOnly(new Appended.Stored());
    }

    /**
     * Said one after the other, words and other events, without waiting for what became of the one
     * before, while batches go beside one that is held up.
     */
    @Test
    void whatOneSessionSaysKeepsItsOrder() throws Exception {
        List<Future<Appended>> all = new ArrayList<>();
        try (Lock _ = new Lock(sessions.getFirst())) {
            all.add(say(sessions.getFirst(), 0));
            db.awaitBlocked();
            for (int seq = 0; seq < 20; seq++) {
                for (Facts session : sessions.subList(1, 50)) {
                    all.add(
                            (seq + session.id().value()) % 4 == 0
                                    ? warn(session, seq)
                                    : say(session, seq));
                }
            }
        }

        assertThat(db.await(Future.all(all)).<Appended>list()).containsOnly(new Appended.Stored());
    }

    /** The row of that session's shard, held until this is closed. */
    private static final class Lock implements AutoCloseable {
        private final Connection holder = db.connect();

        Lock(Facts session) throws SQLException {
            holder.setAutoCommit(false);
            try (Statement statement = holder.createStatement()) {
                statement.execute(
                        "select 1 from shard where id = %d for update".formatted(shard(session)));
            }
        }

        @Override
        public void close() throws SQLException {
            holder.close();
        }
    }

    private Future<Appended> warn(Facts session, long lastSeq) {
        SessionEvent warned = new IdleWarned(lastSeq + 1, Instant.EPOCH, "are you there?");
        return journal.append(
                new Append(
                        owner.apply(session), session, lastSeq, List.of(warned), List.of(), null));
    }

    private Future<Appended> say(Facts session, long lastSeq) {
        return journal.append(
                Talks.say(owner.apply(session), session, lastSeq, "m" + (lastSeq + 1)));
    }

    private static int shard(Facts session) {
        return Shard.of(session.id()).number();
    }

    private static long blocked() {
        return db.await(
                        db.pg()
                                .one(
                                        "select count(*) from pg_stat_activity"
                                                + " where datname = current_database()"
                                                + " and wait_event_type = 'Lock'",
                                        Tuple.tuple(),
                                        row -> row.getLong(0)))
                .orElseThrow();
    }
}
