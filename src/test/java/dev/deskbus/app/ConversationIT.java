package dev.deskbus.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A visitor and an agent talk, end to end, on the packaged node, on real PostgreSQL. */
class ConversationIT {
    private static final int WORDS = 50;

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

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aSessionSurvivesTheLossOfTheNode(long queue) throws Exception {
        TpiCaller visitor = new TpiCaller(node).logIn("plug" + queue);
        KfConsole agent = KfConsole.logIn(node, "SELITE");
        long request = visitor.enqueue(queue, thirdParty.address());
        assertThat(visitor.call(2020, "requestId", request, "text", "在吗").path("result").asInt())
                .isEqualTo(1);
        if (queue == 2) {
            agent.push("wait_list_push", visitor.clientId());
            assertThat(agent.call("connect", "userid", visitor.clientId()).path("code").asInt())
                    .isZero();
        }
        JsonNode create = thirdParty.await("create", visitor.clientId(), 1).getFirst().body();
        long session = create.get("sessionId").asLong();
        assertThat(create.at("/agent/id").asText()).isEqualTo("SELITE");

        List<String> said = sayUntilKilled(visitor, agent, session);

        node.start();
        KfConsole again = KfConsole.logIn(node, "SELITE");
        assertThat(visitor.call(2001, "sessionId", session, "text", "还在").path("result").asInt())
                .isEqualTo(1);
        again.push("connect_list_push", visitor.clientId());
        again.say(visitor.clientId(), "我也在");
        said.add("还在");
        said.add("我也在");
        assertThat(History.of(visitor)).containsOnlyOnceElementsOf(said);
        thirdParty.answer(200);
        List<String> called =
                Await.until(
                        Duration.ofSeconds(60),
                        () -> texts(thirdParty.calls("msg", visitor.clientId())),
                        texts -> texts.contains("我也在"));
        assertThat(called.stream().distinct().toList())
                .containsExactlyElementsOf(
                        said.stream()
                                .filter(text -> text.startsWith("agent") || text.equals("我也在"))
                                .toList());
        assertThat(visitor.call(4001, "sessionId", session).path("result").asInt()).isEqualTo(1);
        again.logOut();
    }

    /** Both talk; the third party is down for the last words; then the plug is pulled. */
    private static List<String> sayUntilKilled(TpiCaller visitor, KfConsole agent, long session)
            throws Exception {
        List<String> said = new ArrayList<>(List.of("在吗"));
        for (int i = 0; i < WORDS; i++) {
            if (i == WORDS / 2) {
                thirdParty.answer(503);
            }
            String text = "visitor " + i;
            assertThat(
                            visitor.call(2001, "sessionId", session, "text", text)
                                    .path("result")
                                    .asInt())
                    .isEqualTo(1);
            said.add(text);
            JsonNode reply = agent.say(visitor.clientId(), "agent " + i);
            assertThat(reply.at("/data/success").asInt()).isEqualTo(1);
            said.add("agent " + i);
        }
        node.kill();
        return said;
    }

    @Test
    void anAutomaticQueueNeedsNoPick() throws Exception {
        KfConsole agent = KfConsole.logIn(node, "AE1EA");
        TpiCaller visitor = new TpiCaller(node).logIn("auto");

        long request = visitor.enqueue(1, thirdParty.address());

        JsonNode create = thirdParty.await("create", visitor.clientId(), 1).getFirst().body();
        JsonNode status = visitor.call(1001, "requestId", request);
        assertThat(status.path("requestStatus").asInt()).isEqualTo(1);
        assertThat(status.path("sessionId")).isEqualTo(create.get("sessionId"));
        agent.push("connect_list_push", visitor.clientId());
        assertThat(agent.call("disconnect", "userid", visitor.clientId()).path("code").asInt())
                .isZero();
        thirdParty.await("close", visitor.clientId(), 1);
        agent.logOut();
    }

    @Test
    void aLostLoginContinuesTheSession() throws Exception {
        TpiCaller before = new TpiCaller(node).logIn("forgetful");
        before.enqueue(2, thirdParty.address());
        KfConsole agent = KfConsole.logIn(node, "BOSS1");
        agent.call("connect", "userid", before.clientId());
        thirdParty.await("create", before.clientId(), 1);
        TpiCaller after = new TpiCaller(node).logIn("forgetful");

        JsonNode reply = after.call(1000, "queueId", 2, "serverAddr", thirdParty.address());

        assertThat(reply.path("result").asInt()).isEqualTo(1);
        assertThat(reply.path("continueLastSession").asBoolean()).isTrue();
        assertThat(reply.path("queueLength").asInt(-1)).isZero();
        JsonNode create = thirdParty.await("create", after.clientId(), 2).getLast().body();
        assertThat(create.path("continueLastSession").asBoolean()).isTrue();
        assertThat(create.get("sessionId")).isEqualTo(reply.get("sessionId"));
        assertThat(after.call(1000, "queueId", 2).path("result").asInt()).isEqualTo(-2);
        agent.call("disconnect", "userid", after.clientId());
        agent.logOut();
    }

    @Test
    void waitingTooLongEndsByPollAndByCallback() throws Exception {
        TpiCaller visitor = new TpiCaller(node).logIn("late");
        long request = visitor.enqueue(6, thirdParty.address());

        JsonNode ended =
                Await.until(
                        Duration.ofSeconds(15),
                        () -> visitor.call(1001, "requestId", request),
                        reply -> reply.path("requestStatus").asInt() != 0);

        assertThat(ended.path("requestStatus").asInt()).isEqualTo(3);
        Await.until(
                Duration.ofSeconds(10),
                () -> thirdParty.calls("updateRequestStatus", visitor.clientId()),
                calls -> calls.stream().anyMatch(c -> c.body().path("requestStatus").asInt() == 3));
    }

    @Test
    void foreignIdsAnswerAsUnknownOnes() throws Exception {
        TpiCaller owner = new TpiCaller(node).logIn("owner");
        long request = owner.enqueue(2, thirdParty.address());
        TpiCaller stranger = new TpiCaller(node).logIn("stranger");

        for (int type : new int[] {1001, 1002, 2020}) {
            JsonNode foreign = stranger.call(type, "requestId", request, "text", "x");
            JsonNode unknown = stranger.call(type, "requestId", 999_999_999, "text", "x");
            assertThat(foreign).isEqualTo(unknown);
            assertThat(foreign.path("result").asInt()).isEqualTo(-10);
        }
        KfConsole agent = KfConsole.logIn(node, "000169");
        agent.call("connect", "userid", owner.clientId());
        long session =
                thirdParty
                        .await("create", owner.clientId(), 1)
                        .getFirst()
                        .body()
                        .get("sessionId")
                        .asLong();
        for (int type : new int[] {2001, 2021, 2022, 4001}) {
            JsonNode foreign = stranger.call(type, "sessionId", session, "text", "x");
            JsonNode unknown = stranger.call(type, "sessionId", 999_999_999, "text", "x");
            assertThat(foreign).isEqualTo(unknown);
            assertThat(foreign.path("result").asInt()).isEqualTo(-11);
        }
        agent.call("disconnect", "userid", owner.clientId());
        agent.logOut();
    }

    @Test
    void closedRejectingAndUnknownQueuesSaySo() throws Exception {
        TpiCaller visitor = new TpiCaller(node).logIn("nobody");

        assertThat(visitor.call(1000, "queueId", 5).path("result").asInt()).isEqualTo(-3);
        assertThat(visitor.call(1000, "queueId", 7).path("result").asInt()).isEqualTo(-5);
        assertThat(visitor.call(1000, "queueId", 21).path("result").asInt()).isEqualTo(-7);
        assertThat(visitor.call(1000, "queueId", 99).path("result").asInt()).isEqualTo(-7);
    }

    private static List<String> texts(List<CallbackReceiver.Call> calls) {
        return calls.stream()
                .filter(call -> call.body().path("type").asText().equals("text"))
                .map(call -> call.body().path("content").asText())
                .toList();
    }
}
