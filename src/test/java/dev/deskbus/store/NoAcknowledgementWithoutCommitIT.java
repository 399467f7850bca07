package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.FreePorts;
import dev.deskbus.json.SealedJson;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL dies in the middle of a stream of messages and comes back: whatever was acknowledged
 * is in the log exactly once, and nothing is in the log twice.
 */
class NoAcknowledgementWithoutCommitIT {
    private static final int SESSIONS = 20;
    private static final int MESSAGES = 60;

    @Test
    void whatWasAcknowledgedSurvivesTheDeathOfTheDatabase(@TempDir Path home) throws Exception {
        EmbeddedPostgres server = EmbeddedPostgres.start(home, FreePorts.next());
        PgAddress address = server.address();
        Migrations.migrate(address);
        PgTest db = PgTest.to(address);
        List<Writer> writers = writers(db);
        Future<?> all = Future.all(writers.stream().map(writer -> writer.say(MESSAGES)).toList());

        for (int round = 1; round <= 2; round++) {
            awaitAcknowledged(writers, round * SESSIONS * MESSAGES / 4);
            stopImmediately(home);
            assertThat(all.isComplete()).as("it died in the middle").isFalse();
            server.close();
            server = EmbeddedPostgres.start(home, address.port());
        }
        all.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);

        assertThat(writers).allSatisfy(writer -> ConcurrentAppendsIT.assertIsInTheLog(db, writer));
        db.close();
        server.close();
    }

    private static List<Writer> writers(PgTest db) {
        Talks talks = new Talks(db);
        var owner = talks.ownAll("n1");
        SealedJson json = new SealedJson();
        PgSessionJournal journal = new PgSessionJournal(db.vertx(), db.pg(), json);
        PgSessionStore store = new PgSessionStore(db.pg(), json);
        return LongStream.rangeClosed(1, SESSIONS)
                .mapToObj(talks::open)
                .map(
                        facts ->
                                new Writer(
                                        journal,
                                        store,
                                        facts,
                                        owner.apply(facts),
                                        new Random(facts.id().value())))
                .toList();
    }

    private static void awaitAcknowledged(List<Writer> writers, int enough) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (writers.stream().mapToInt(writer -> writer.acknowledged().size()).sum() < enough) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /** What {@code pg_ctl stop -m immediate} does: no checkpoint, no goodbye. */
    private static void stopImmediately(Path home) throws IOException, InterruptedException {
        String pid = Files.readAllLines(home.resolve("data/postmaster.pid")).getFirst();
        ProcessHandle server = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        assertThat(new ProcessBuilder("kill", "-QUIT", pid).start().waitFor()).isZero();
        server.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
