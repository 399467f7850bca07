package dev.deskbus.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deskbus.FreePorts;
import dev.deskbus.store.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No acknowledgement without a commit: PostgreSQL is killed in the middle of a conversation and
 * comes back. Whatever was answered {@code result: 1} is in the history exactly once; whatever was
 * answered otherwise is there once or not at all.
 */
class DatabaseStoppedIT {
    private static final int OUTAGES = 3;

    @TempDir Path folder;

    private final List<String> acknowledged = new CopyOnWriteArrayList<>();
    private final List<String> unknown = new CopyOnWriteArrayList<>();

    @Test
    void whatWasAcknowledgedIsThereExactlyOnce() throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("pg"), FreePorts.next());
        int port = postgres.address().port();
        try (CallbackReceiver thirdParty = new CallbackReceiver();
                NodeProcess node =
                        NodeProcess.start(
                                folder,
                                Map.of(
                                        "DESKBUS_DATABASE_URL",
                                        "postgresql://postgres@127.0.0.1:" + port + "/deskbus",
                                        "DESKBUS_JWT_SECRET",
                                        "0123456789abcdef0123456789abcdef"))) {
            KfConsole agent = KfConsole.logIn(node, "SELITE");
            TpiCaller visitor = new TpiCaller(node).logIn("outage");
            visitor.enqueue(2, thirdParty.address());
            agent.call("connect", "userid", visitor.clientId());
            long session =
                    thirdParty
                            .await("create", visitor.clientId(), 1)
                            .getFirst()
                            .body()
                            .get("sessionId")
                            .asLong();
            for (int run = 0; run < OUTAGES; run++) {
                postgres = talkThroughAnOutage(visitor, session, run, postgres, port);
            }
            assertThat(acknowledged).hasSizeGreaterThan(20);
            assertThat(unknown).isNotEmpty();
            Await.until(Duration.ofSeconds(20), node::health, code -> code == 200);
            List<String> history = History.of(visitor);
            assertThat(history).containsOnlyOnceElementsOf(acknowledged);
            assertThat(history).doesNotHaveDuplicates();
        } finally {
            postgres.close();
        }
    }

    /** One writer goes on while the server is killed and started again. */
    private EmbeddedPostgres talkThroughAnOutage(
            TpiCaller visitor, long session, int run, EmbeddedPostgres postgres, int port)
            throws Exception {
        AtomicBoolean goOn = new AtomicBoolean(true);
        Thread writer = Thread.ofVirtual().unstarted(() -> talk(visitor, session, run, goOn));
        writer.start();
        Await.until(Duration.ofSeconds(20), acknowledged::size, size -> size > (run + 1) * 10);
        kill(folder.resolve("pg/data/postmaster.pid"));
        Await.until(Duration.ofSeconds(20), unknown::size, size -> size > run);
        postgres.close();
        EmbeddedPostgres again = EmbeddedPostgres.start(folder.resolve("pg"), port);
        int before = acknowledged.size();
        Await.until(Duration.ofSeconds(20), acknowledged::size, size -> size > before + 5);
        goOn.set(false);
        writer.join();
        return again;
    }

    private void talk(TpiCaller visitor, long session, int run, AtomicBoolean goOn) {
        for (int i = 0; goOn.get(); i++) {
            String text = "run " + run + " word " + i;
            try {
                JsonNode reply = visitor.call(2001, "sessionId", session, "text", text);
                (reply.path("result").asInt() == 1 ? acknowledged : unknown).add(text);
            } catch (Exception e) {
                unknown.add(text);
            }
        }
    }

    /** Kills the server at once, as a power cut would. */
    private static void kill(Path pidFile) throws Exception {
        long pid = Long.parseLong(java.nio.file.Files.readAllLines(pidFile).getFirst().strip());
        ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
        server.destroyForcibly();
        server.onExit().get(20, TimeUnit.SECONDS);
    }
}
