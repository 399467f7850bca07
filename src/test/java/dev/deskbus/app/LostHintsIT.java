package dev.deskbus.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deskbus.FreePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pushes are hints, the log is the truth, cursors repair: while visitors talk, the node that owns
 * half of their sessions is killed. The console on the other node is shown each word of the log
 * once, in its order, also those of which nobody was left to tell.
 */
class LostHintsIT {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final int VISITORS = 4;

    @TempDir Path folder;

    private final Map<String, List<String>> shownByClient = new ConcurrentHashMap<>();

    @Test
    void eachWordOfTheLogIsShownOnceThoughItsNodeIsKilled() throws Exception {
        int database = FreePorts.next();
        try (CallbackReceiver thirdParty = new CallbackReceiver();
                NodeProcess stays = NodeProcess.start(folder("stays"), first(database));
                NodeProcess dies = NodeProcess.start(folder("dies"), second(database, stays));
                KfConsole agent = KfConsole.logIn(stays, "SELITE")) {
            Map<TpiCaller, Long> sessions = new HashMap<>();
            for (int i = 0; i < VISITORS; i++) {
                TpiCaller visitor = new TpiCaller(stays).logIn("hint" + i);
                visitor.enqueue(2, thirdParty.address());
                agent.call("connect", "userid", visitor.clientId());
                sessions.put(visitor, session(thirdParty, visitor));
            }
            AtomicBoolean goOn = new AtomicBoolean(true);
            Thread.ofVirtual().start(() -> read(agent));
            List<Thread> writers =
                    sessions.entrySet().stream()
                            .map(each -> talk(each.getKey(), each.getValue(), goOn))
                            .toList();
            awaitWords(20);
            dies.kill();
            int before = words();
            awaitWords(before + 40);
            goOn.set(false);
            for (Thread writer : writers) {
                writer.join();
            }
            awaitLogs(sessions.keySet());
            for (long session : sessions.values()) {
                Untold.log(database, session);
            }
            awaitLogs(sessions.keySet());
        }
    }

    private void awaitLogs(Set<TpiCaller> visitors) throws Exception {
        for (TpiCaller visitor : visitors) {
            List<String> log = History.of(visitor).reversed();
            Await.until(
                    Duration.ofSeconds(30),
                    () -> List.copyOf(shownByClient.get(visitor.clientId())),
                    log::equals);
        }
    }

    private static long session(CallbackReceiver thirdParty, TpiCaller visitor) throws Exception {
        var created = thirdParty.await("create", visitor.clientId(), 1);
        return created.getFirst().body().get("sessionId").asLong();
    }

    /** Says one word after the other; what becomes of each, the log knows. */
    private static Thread talk(TpiCaller visitor, long session, AtomicBoolean goOn) {
        return Thread.ofVirtual()
                .start(
                        () -> {
                            for (int i = 0; goOn.get(); i++) {
                                try {
                                    visitor.call(2001, "sessionId", session, "text", "word " + i);
                                } catch (Exception e) {
                                    throw new IllegalStateException(e);
                                }
                            }
                        });
    }

    /** Until the console is closed. */
    private void read(KfConsole agent) {
        try {
            while (true) {
                JsonNode push =
                        agent.await(f -> f.path("method").asText().equals("connect_list_push"));
                List<String> shown =
                        shownByClient.computeIfAbsent(
                                push.get("userid").asText(), _ -> new CopyOnWriteArrayList<>());
                push.get("user_query").forEach(word -> shown.add(word.at("/value/text").asText()));
            }
        } catch (Exception | AssertionError _) {
            // Nothing more comes.
        }
    }

    private int words() {
        return shownByClient.values().stream().mapToInt(List::size).sum();
    }

    private void awaitWords(int count) throws Exception {
        Await.until(Duration.ofSeconds(30), this::words, words -> words >= count);
    }

    private Path folder(String name) throws Exception {
        return Files.createDirectory(folder.resolve(name));
    }

    private static Map<String, String> first(int database) {
        return Map.of("DESKBUS_DATABASE_PORT", "" + database, "DESKBUS_JWT_SECRET", SECRET);
    }

    private static Map<String, String> second(int database, NodeProcess first) {
        return Map.of(
                "DESKBUS_DATABASE_URL",
                "postgresql://postgres@127.0.0.1:" + database + "/deskbus",
                "DESKBUS_CLUSTER_MEMBERS",
                first.clusterMember(),
                "DESKBUS_JWT_SECRET",
                SECRET);
    }
}
