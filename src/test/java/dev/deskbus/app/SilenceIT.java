package dev.deskbus.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the clock does to those who are silent, and to those for whom nobody is there. */
class SilenceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String WARNING = "3";
    private static final String CLOSING = "4";

    @TempDir static Path folder;
    private static NodeProcess node;

    @BeforeAll
    static void startNode() throws Exception {
        String directory =
                Files.readString(Path.of("conf/demo.yaml"))
                        .replace("warn-after: 10 min", "warn-after: 2 s")
                        .replace("close-after: 20 min", "close-after: 4 s")
                        .replace("waiting-limit: 5 s", "deserted-after: 1 s");
        Path file = Files.writeString(folder.resolve("directory.yaml"), directory);
        node = NodeProcess.start(folder, Map.of("DESKBUS_DIRECTORY", file.toString()));
    }

    @AfterAll
    static void stopNode() throws Exception {
        node.close();
    }

    @Test
    void aSilentSessionIsWarnedThenClosed() throws Exception {
        KfConsole agent = KfConsole.logIn(node, "SELITE");
        try (CallbackReceiver thirdParty = new CallbackReceiver()) {
            TpiCaller visitor = new TpiCaller(node).logIn("silent");
            visitor.enqueue(1, thirdParty.address());

            thirdParty.await("close", visitor.clientId(), 1);

            assertThat(notices(thirdParty, visitor)).containsExactly(WARNING, CLOSING);
        }
        agent.logOut();
    }

    @Test
    void whoeverWaitsForAPersonIsNotSilentTowardsTheRobot() throws Exception {
        KfConsole boss = KfConsole.logIn(node, "BOSS1");
        try (CallbackReceiver thirdParty = new CallbackReceiver()) {
            TpiCaller visitor = new TpiCaller(node).logIn("patient");
            JsonNode asked =
                    visitor.call(
                            1000, "queueId", 3, "from", "APP", "serverAddr", thirdParty.address());
            long session = asked.get("sessionId").asLong();
            assertThat(
                            visitor.call(
                                            2023,
                                            "sessionId",
                                            session,
                                            "transferInfo",
                                            "{\"queueId\":2}")
                                    .get("result")
                                    .asInt())
                    .isEqualTo(1);

            long end = System.nanoTime() + Duration.ofSeconds(6).toNanos();
            Await.until(Duration.ofSeconds(8), System::nanoTime, now -> now > end);

            assertThat(thirdParty.calls("close", visitor.clientId())).isEmpty();
            assertThat(notices(thirdParty, visitor)).isEmpty();
            assertThat(boss.call("connect", "userid", visitor.clientId()).path("code").asInt(-1))
                    .isZero();
            thirdParty.await("agentsUpdate", visitor.clientId(), 1);
        }
        boss.logOut();
    }

    @Test
    void whereNobodyIsThereForSoLongTheWaitEnds() throws Exception {
        try (CallbackReceiver thirdParty = new CallbackReceiver()) {
            TpiCaller visitor = new TpiCaller(node).logIn("lonely");
            long request = visitor.enqueue(6, thirdParty.address());

            JsonNode state =
                    Await.until(
                            PATIENCE,
                            () -> visitor.call(1001, "requestId", request),
                            reply -> reply.path("requestStatus").asInt() != 0);

            assertThat(state.get("requestStatus").asInt()).isEqualTo(5);
        }
    }

    private static List<String> notices(CallbackReceiver thirdParty, TpiCaller visitor) {
        return thirdParty.calls("msg", visitor.clientId()).stream()
                .map(CallbackReceiver.Call::body)
                .filter(body -> body.path("type").asText().equals("notice"))
                .map(body -> body.path("noticeType").asText())
                .toList();
    }
}
