package dev.deskbus.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deskbus.app.CallbackReceiver.Call;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A robot answers first, a person takes over in the same session, and is rated. */
class RobotConversationIT {
    @TempDir static Path folder;
    private static NodeProcess node;
    private static CallbackReceiver thirdParty;

    @BeforeAll
    static void startNode() throws Exception {
        thirdParty = new CallbackReceiver();
        node = NodeProcess.start(folder, Map.of());
    }

    @AfterAll
    static void stopNode() throws Exception {
        node.close();
        thirdParty.close();
    }

    @Test
    void aPersonTakesOverFromTheRobotInTheSameSession() throws Exception {
        TpiCaller visitor = new TpiCaller(node).logIn("robot-visitor");
        long session = beginWithRobot(visitor);
        assertDone(visitor.call(2001, "sessionId", session, "text", "你们几点上班"));
        Call answer =
                await("msg", visitor, call -> !call.body().path("content").asText().isEmpty());
        assertThat(answer.body().path("agentId").asText()).isEqualTo("BOT001");
        assertThat(answer.body().path("type").asText()).isEqualTo("text");

        try (KfConsole agent = KfConsole.logIn(node, "SELITE")) {
            JsonNode transfer =
                    visitor.call(2023, "sessionId", session, "transferInfo", "{\"queueId\":1}");
            assertDone(transfer);
            assertThat(transfer.path("requestId").asLong()).isPositive();
            assertThat(transfer.path("queueLength").asInt()).isPositive();
            JsonNode handed = agent.push("connect_list_push", visitor.clientId());
            assertThat(handed.toString())
                    .as("the agent sees the robot talk")
                    .contains("你们几点上班", "BOT001");
            Call update =
                    await(
                            "agentsUpdate",
                            visitor,
                            call -> call.body().at("/agents/0/id").asText().equals("SELITE"));
            assertThat(update.body().path("sessionId").asLong()).isEqualTo(session);
            assertThat(update.body().path("agents")).hasSize(1);
            assertThat(thirdParty.calls("create", visitor.clientId())).hasSize(1);

            talkAndRate(visitor, agent, session);
        }
        assertDone(visitor.call(4001, "sessionId", session));
        assertDone(visitor.call(5001, "sessionId", session, "ratingId", 2));
        assertThat(visitor.call(2001, "sessionId", session, "text", "a").path("result").asInt())
                .isEqualTo(-11);
        assertThat(speakers(visitor)).contains("BOT001", "SELITE", visitor.clientId());
    }

    @Test
    void whoAsksTheRobotForAPersonGetsOne() throws Exception {
        TpiCaller visitor = new TpiCaller(node).logIn("wishing-visitor");
        long session = beginWithRobot(visitor);

        assertDone(visitor.call(2001, "sessionId", session, "text", "转人工！"));

        Call words =
                await("msg", visitor, call -> call.body().path("content").asText().contains("转接"));
        assertThat(words.body().path("agentId").asText()).isEqualTo("BOT001");
        try (KfConsole agent = KfConsole.logIn(node, "AE1EA")) {
            await(
                    "agentsUpdate",
                    visitor,
                    call -> call.body().at("/agents/0/id").asText().equals("AE1EA"));
            assertThat(agent.say(visitor.clientId(), "您好").path("code").asInt(-1)).isZero();
        }
        assertDone(visitor.call(4001, "sessionId", session));
    }

    private static long beginWithRobot(TpiCaller visitor) throws Exception {
        JsonNode begun =
                visitor.call(1000, "queueId", 3, "serverAddr", thirdParty.address(), "from", "APP");
        assertDone(begun);
        assertThat(begun.has("requestId")).isFalse();
        assertThat(begun.path("message").asText()).isEmpty();
        assertThat(begun.path("queueLength").asInt(-1)).isZero();
        assertThat(begun.path("agentId").asText()).isEqualTo("BOT001");
        assertThat(begun.path("robotType").asInt()).isEqualTo(100);
        assertThat(
                        thirdParty
                                .await("create", visitor.clientId(), 1)
                                .getFirst()
                                .body()
                                .path("sessionId"))
                .isEqualTo(begun.get("sessionId"));
        return begun.get("sessionId").asLong();
    }

    private static void talkAndRate(TpiCaller visitor, KfConsole agent, long session)
            throws Exception {
        assertThat(agent.say(visitor.clientId(), "您好").path("code").asInt(-1)).isZero();
        await("msg", visitor, call -> call.body().path("agentId").asText().equals("SELITE"));
        assertThat(visitor.call(2023, "sessionId", session).path("result").asInt())
                .as("nobody is a robot any more")
                .isEqualTo(-18);
        assertThat(agent.call("push_rating", "userid", visitor.clientId()).path("code").asInt(-1))
                .isZero();
        Call pushed =
                await(
                        "pushRating",
                        visitor,
                        call -> call.body().path("agentId").asText().equals("SELITE"));
        assertThat(pushed.body().path("sessionId").asLong()).isEqualTo(session);
        assertDone(
                visitor.call(
                        5001, "sessionId", session, "ratingId", 1, "ratingComments", "服务非常满意"));
    }

    private static List<String> speakers(TpiCaller visitor) throws Exception {
        return visitor
                .call(5003, "maxCount", 100)
                .get("hisMessages")
                .findValuesAsText("userId")
                .stream()
                .distinct()
                .toList();
    }

    private static Call await(String name, TpiCaller visitor, Predicate<Call> fits)
            throws Exception {
        return Await.until(
                        Duration.ofSeconds(20),
                        () ->
                                thirdParty.calls(name, visitor.clientId()).stream()
                                        .filter(fits)
                                        .toList(),
                        seen -> !seen.isEmpty())
                .getFirst();
    }

    private static void assertDone(JsonNode reply) {
        assertThat(reply.path("result").asInt()).as("%s", reply).isEqualTo(1);
    }
}
