package dev.deskbus.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deskbus.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The client libraries that browsers have, {@code sockjs-client} and {@code
 * @vertx/eventbus-bridge-client.js} from npm, under Node.
 */
class SockJsClientIT {
    private static final Path SOURCE = Path.of("src/test/js");
    private static final Path PLACE = Path.of("target/js");
    private static final List<String> FILES =
            List.of("package.json", "package-lock.json", "console.js");
    private static final List<String> AGENTS = List.of("SELITE", "AE1EA", "000169", "BOSS1");
    private static final int CUTS_EACH = 250;

    @TempDir static Path folder;
    private static int database;
    private static NodeProcess node;
    private static CallbackReceiver thirdParty;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(succeeds(Path.of("."), "node", "--version"), "SKIPPED: there is no node");
        assumeTrue(succeeds(Path.of("."), "npm", "--version"), "SKIPPED: there is no npm");
        Files.createDirectories(PLACE);
        for (String file : FILES) {
            Files.copy(
                    SOURCE.resolve(file), PLACE.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        assumeTrue(
                succeeds(PLACE, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"),
                "SKIPPED: npm cannot install the clients (see target/js/out.log)");
        thirdParty = new CallbackReceiver();
        database = FreePorts.next();
        node =
                NodeProcess.start(
                        folder,
                        Map.of(
                                "DESKBUS_DATABASE_PORT",
                                "" + database,
                                "DESKBUS_CONSOLE_FRAMES_PER_MINUTE",
                                "999999"));
    }

    private static boolean succeeds(Path where, String... command) throws Exception {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(where.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(
                                    Files.createDirectories(PLACE).resolve("out.log").toFile())
                            .start();
            return process.waitFor(120, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException _) {
            return false;
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (node != null) {
            node.close();
            thirdParty.close();
            assertThat(node.output()).doesNotContain("ERROR").doesNotContain("Exception");
        }
    }

    @Test
    void theRealClientLogsInTalksAndIsToldOfRefusals() throws Exception {
        try (NodeConsole console = NodeConsole.start(PLACE, node, "SELITE")) {
            console.await(line -> line.has("streaming"));
            TpiCaller visitor = new TpiCaller(node).logIn("node-talk");
            long request = visitor.enqueue(2, thirdParty.address());
            JsonNode offer = console.await(line -> line.path("kind").asText().equals("offer"));
            assertThat(offer.get("request").asLong()).isEqualTo(request);

            long session =
                    console.ask("accept", Map.of("request", request)).get("session").asLong();

            visitor.call(2001, "sessionId", session, "text", "你好 \u2028 😀");
            console.await(line -> line.at("/message/text").asText().equals("你好 \u2028 😀"));
            Map<String, Object> answer =
                    Map.of("session", session, "message", Map.of("type", "text", "text", "您好 😀"));
            assertThat(console.ask("say", answer).get("seq").asLong()).isPositive();
            assertThat(thirdParty.await("msg", visitor.clientId(), 1).getFirst().body().toString())
                    .contains("您好");
            JsonNode refused = console.call("say", Map.of("session", 999_999)).get("refused");
            assertThat(refused.get("failureCode").asInt()).isEqualTo(400);
            assertThat(refused.get("failureType").asText()).isEqualTo("RECIPIENT_FAILURE");
            assertThat(console.call("shout", Map.of()).at("/refused/message").asText())
                    .isEqualTo("access_denied");
            console.ask("close", Map.of("session", session));
            console.await(line -> line.path("kind").asText().equals("ended"));
        }
    }

    @Test
    void cutAThousandTimesItReceivesWhatWasCommittedInOrder() throws Exception {
        List<NodeConsole> consoles = new ArrayList<>();
        List<TpiCaller> visitors = new ArrayList<>();
        List<Long> sessions = new ArrayList<>();
        try {
            for (String agent : AGENTS) {
                NodeConsole console = NodeConsole.start(PLACE, node, agent);
                consoles.add(console);
                console.await(line -> line.has("streaming"));
                TpiCaller visitor = new TpiCaller(node).logIn("node-cut-" + agent);
                long request = visitor.enqueue(2, thirdParty.address());
                visitors.add(visitor);
                sessions.add(
                        console.ask("accept", Map.of("request", request)).get("session").asLong());
            }

            consoles.forEach(console -> console.cut(CUTS_EACH, 80));
            talkUntilAllAreCut(consoles, visitors, sessions);

            for (int i = 0; i < consoles.size(); i++) {
                NodeConsole console = consoles.get(i);
                long session = sessions.get(i);
                List<String> committed = Committed.words(database, session);
                assertThat(committed).hasSizeGreaterThan(100);
                Await.until(
                        Duration.ofSeconds(40),
                        () -> console.words(session).size(),
                        size -> size >= committed.size());
                assertThat(console.words(session)).isEqualTo(committed);
                assertThat(console.errors()).isEmpty();
            }
        } finally {
            for (NodeConsole console : consoles) {
                console.close();
            }
        }
    }

    private static void talkUntilAllAreCut(
            List<NodeConsole> consoles, List<TpiCaller> visitors, List<Long> sessions)
            throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(200).toNanos();
        CountDownLatch never = new CountDownLatch(1);
        for (int n = 0; !consoles.stream().allMatch(NodeConsole::isCutEnough); n++) {
            assertThat(System.nanoTime()).as("cut in time").isLessThan(deadline);
            for (int i = 0; i < visitors.size(); i++) {
                JsonNode reply =
                        visitors.get(i).call(2001, "sessionId", sessions.get(i), "text", "w" + n);
                assertThat(reply.path("result").asInt()).as("%s", reply).isEqualTo(1);
            }
            never.await(10, TimeUnit.MILLISECONDS);
        }
    }
}
