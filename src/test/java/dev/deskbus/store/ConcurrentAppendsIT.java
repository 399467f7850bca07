package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.json.SealedJson;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConcurrentAppendsIT {
    @RegisterExtension static final PgTest db = new PgTest();

    @Test
    void everyLogIsDenseAndHoldsWhatWasAcknowledgedExactlyOnce() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Talks talks = new Talks(db);
        var owner = talks.ownAll("n1");
        SealedJson json = new SealedJson();
        PgSessionJournal journal = new PgSessionJournal(db.vertx(), db.pg(), json);
        PgSessionStore store = new PgSessionStore(db.pg(), json);
        List<Writer> writers =
                LongStream.rangeClosed(1, 40)
                        .mapToObj(talks::open)
                        .map(facts -> new Writer(journal, store, facts, owner.apply(facts), random))
                        .toList();

        db.await(Future.all(writers.stream().map(writer -> writer.say(30)).toList()));

        assertThat(writers).as("seed " + seed).allSatisfy(writer -> assertIsInTheLog(db, writer));
    }

    /** The log is dense from 1, and each acknowledged message has its number there. */
    static void assertIsInTheLog(PgTest db, Writer writer) {
        Long id = writer.session().id().value();
        List<String> keys =
                db.await(
                        db.pg()
                                .query(
                                        """
                                        select seq || ':' || client_msg_id from session_event
                                        where session_id = $1 order by seq
                                        """,
                                        Tuple.of(id),
                                        row -> row.getString(0)));
        assertThat(keys)
                .containsExactlyInAnyOrderElementsOf(
                        writer.acknowledged().entrySet().stream()
                                .map(ack -> ack.getValue() + ":" + ack.getKey())
                                .toList());
        assertThat(writer.acknowledged().values())
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, keys.size()).boxed().toList());
        assertThat(
                        db.await(
                                db.pg()
                                        .query(
                                                """
                                                select (body ->> 'seq')::bigint from callback
                                                where lane = $1 order by n
                                                """,
                                                Tuple.of(writer.session().client().value()),
                                                row -> row.getLong(0))))
                .as("one callback for each message, in order")
                .containsExactlyElementsOf(LongStream.rangeClosed(1, keys.size()).boxed().toList());
    }
}
