package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.id.Shard;
import dev.deskbus.domain.session.SessionState.Facts;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.Fence;
import dev.deskbus.port.SessionJournal.Appended;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
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

    @Test
    void aShardThatIsHeldUpHoldsUpNoOther() throws Exception {
        Facts first = sessions.getFirst();
        List<Facts> others = sessions.stream().filter(each -> !isBeside(first, each)).toList();
        try (var holder = db.connect();
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute(
                    "select 1 from shard where id = %d for update".formatted(shard(first)));
            Future<Appended> heldUp = say(first, 0);
            db.awaitBlocked();

            List<Future<Appended>> all = others.stream().map(other -> say(other, 0)).toList();

            assertThat(db.await(Future.all(all)).<Appended>list())
                    .containsOnly(new Appended.Stored());
            assertThat(heldUp.isComplete()).isFalse();
            holder.rollback();
            assertThat(db.await(heldUp)).isEqualTo(new Appended.Stored());
        }
    }

    @Test
    void aSingleOneBesideItIsWrittenSoon() throws Exception {
        Facts first = sessions.getFirst();
        Facts other =
                sessions.stream().filter(each -> !isBeside(first, each)).findFirst().orElseThrow();
        try (var holder = db.connect();
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute(
                    "select 1 from shard where id = %d for update".formatted(shard(first)));
            Future<Appended> heldUp = say(first, 0);
            db.awaitBlocked();

            assertThat(db.await(say(other, 0))).isEqualTo(new Appended.Stored());
            assertThat(heldUp.isComplete()).isFalse();
        }
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
        List<Future<Appended>> all = new ArrayList<>();
        try (var holder = db.connect();
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute(
                    "select 1 from shard where id = %d for update"
                            .formatted(shard(beside.getFirst())));
            for (Facts session : beside) {
                all.add(say(session, 0));
                db.awaitBlocked();
            }
            db.await(db.vertx().timer(100));

            assertThat(blocked()).isEqualTo(1);
            holder.rollback();
        }
        assertThat(db.await(Future.all(all)).<Appended>list()).containsOnly(new Appended.Stored());
    }

    /** Said one after the other, without waiting for what became of the one before. */
    @Test
    void whatOneSessionSaysKeepsItsOrder() {
        List<Future<Appended>> all = new ArrayList<>();
        for (int seq = 0; seq < 20; seq++) {
            for (Facts session : sessions.subList(0, 50)) {
                all.add(say(session, seq));
            }
        }

        assertThat(db.await(Future.all(all)).<Appended>list()).containsOnly(new Appended.Stored());
    }

    private Future<Appended> say(Facts session, long lastSeq) {
        return journal.append(
                Talks.say(owner.apply(session), session, lastSeq, "m" + (lastSeq + 1)));
    }

    private static boolean isBeside(Facts one, Facts other) {
        return shard(one) == shard(other);
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
