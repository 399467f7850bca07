package dev.deskbus.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deskbus.app.CallbackReceiver.Call;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that change hands at KF consoles, and what the third party is told of it. */
class SessionMovesIT {
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
    void anAgentHandsAUserToAColleague() throws Exception {
        try (KfConsole elite = KfConsole.logIn(node, "SELITE");
                KfConsole lori = KfConsole.logIn(node, "AE1EA")) {
            TpiCaller visitor = new TpiCaller(node).logIn("moved-1");
            long session = begin(visitor, elite);
            say(visitor, session, "退货");
            elite.push("connect_list_push", visitor.clientId());

            done(elite.call("transform", "userid", visitor.clientId(), "customer_id", 2));

            lori.push("transfer_push", visitor.clientId());
            assertThat(lori.push("connect_list_push", visitor.clientId()).toString())
                    .contains("退货");
            assertThat(agents(visitor, 1)).containsExactly("AE1EA");
            say(visitor, session, "还在吗");
            assertThat(lori.push("connect_list_push", visitor.clientId()).toString())
                    .contains("还在吗");
            done(lori.say(visitor.clientId(), "在的"));
            Call said = thirdParty.await("msg", visitor.clientId(), 1).getFirst();
            assertThat(said.body().path("agentId").asText()).isEqualTo("AE1EA");
            assertThat(said.body().path("sessionId").asLong()).isEqualTo(session);
            assertThat(elite.say(visitor.clientId(), "no").path("code").asInt()).isEqualTo(403);
            assertThat(thirdParty.calls("create", visitor.clientId())).hasSize(1);
            done(lori.call("disconnect", "userid", visitor.clientId()));
        }
    }

    @Test
    void backInTheLineAnotherAgentTakesIt() throws Exception {
        try (KfConsole elite = KfConsole.logIn(node, "SELITE");
                KfConsole lori = KfConsole.logIn(node, "AE1EA")) {
            TpiCaller visitor = new TpiCaller(node).logIn("moved-2");
            long session = begin(visitor, elite);
            say(visitor, session, "first");

            done(elite.call("transform", "userid", visitor.clientId()));

            lori.push("transfer_push", visitor.clientId());
            assertThat(lori.push("wait_list_push", visitor.clientId()).toString())
                    .contains("first");
            assertThat(agents(visitor, 1)).isEmpty();
            say(visitor, session, "second");
            assertThat(lori.push("wait_list_push", visitor.clientId()).toString())
                    .contains("second");
            assertThat(lori.call("get_wait_user_list").toString()).contains(visitor.clientId());

            done(lori.call("connect", "userid", visitor.clientId()));

            assertThat(lori.push("connect_list_push", visitor.clientId()).toString())
                    .contains("first", "second");
            assertThat(agents(visitor, 2)).containsExactly("AE1EA");
            assertThat(thirdParty.calls("updateRequestStatus", visitor.clientId()))
                    .as("the client never made that request")
                    .hasSize(1);
            done(visitor.call(4001, "sessionId", session), "result", 1);
        }
    }

    @Test
    void severalAgentsAreInOneSession() throws Exception {
        try (KfConsole elite = KfConsole.logIn(node, "SELITE");
                KfConsole lori = KfConsole.logIn(node, "AE1EA")) {
            TpiCaller visitor = new TpiCaller(node).logIn("moved-3");
            long session = begin(visitor, elite);

            done(elite.call("invite", "userid", visitor.clientId(), "customer_id", 2));

            lori.push("connect_list_push", visitor.clientId());
            assertThat(agents(visitor, 1)).containsExactly("SELITE", "AE1EA");
            say(visitor, session, "to both");
            assertThat(elite.push("connect_list_push", visitor.clientId()).toString())
                    .contains("to both");
            assertThat(lori.push("connect_list_push", visitor.clientId()).toString())
                    .contains("to both");
            done(lori.say(visitor.clientId(), "me too"));
            done(elite.call("leave", "userid", visitor.clientId()));
            assertThat(agents(visitor, 2)).containsExactly("AE1EA");
            assertThat(lori.call("leave", "userid", visitor.clientId()).path("code").asInt())
                    .isEqualTo(403);
            done(lori.call("disconnect", "userid", visitor.clientId()));
            assertThat(
                            thirdParty
                                    .await("close", visitor.clientId(), 1)
                                    .getFirst()
                                    .body()
                                    .path("agentId")
                                    .asText())
                    .isEqualTo("AE1EA");
        }
    }

    /** In the queue from which agents pick. */
    private static long begin(TpiCaller visitor, KfConsole agent) throws Exception {
        visitor.enqueue(2, thirdParty.address());
        agent.push("wait_list_push", visitor.clientId());
        done(agent.call("connect", "userid", visitor.clientId()));
        return thirdParty
                .await("create", visitor.clientId(), 1)
                .getFirst()
                .body()
                .path("sessionId")
                .asLong();
    }

    private static void say(TpiCaller visitor, long session, String text) throws Exception {
        done(visitor.call(2001, "sessionId", session, "text", text), "result", 1);
    }

    /** What that call of agentsUpdate says, counted from 1. */
    private static List<String> agents(TpiCaller visitor, int nth) throws Exception {
        JsonNode body =
                Await.until(
                                Duration.ofSeconds(20),
                                () -> thirdParty.calls("agentsUpdate", visitor.clientId()),
                                calls -> calls.size() >= nth)
                        .get(nth - 1)
                        .body();
        return body.path("agents").findValuesAsText("id");
    }

    private static void done(JsonNode reply) {
        done(reply, "code", 0);
    }

    private static void done(JsonNode reply, String key, int value) {
        assertThat(reply.path(key).asInt(-99)).as("%s", reply).isEqualTo(value);
    }
}
