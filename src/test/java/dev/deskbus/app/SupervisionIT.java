package dev.deskbus.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deskbus.app.CallbackReceiver.Call;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Supervisors, second thoughts and other servers, at a node's own edges. */
class SupervisionIT {
    private static final String KEY = "0123456789abcdef";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir static Path folder;
    private static NodeProcess node;
    private static CallbackReceiver thirdParty;

    @BeforeAll
    static void startNode() throws Exception {
        thirdParty = new CallbackReceiver();
        node = NodeProcess.start(folder, Map.of("DESKBUS_API_KEY", KEY));
    }

    @AfterAll
    static void stopNode() throws Exception {
        node.close();
        thirdParty.close();
    }

    @Test
    void aSupervisorSeesWhispersAndTakesOver() throws Exception {
        try (KfConsole elite = logIn("SELITE", "whisper");
                KfConsole boss = logIn("BOSS1", "whisper", "customer_message")) {
            TpiCaller visitor = new TpiCaller(node).logIn("watched-1");
            String user = visitor.clientId();
            long session = begin(visitor, elite);

            assertThat(elite.call("watch", "userid", user).path("code").asInt()).isEqualTo(403);
            done(boss.call("watch", "userid", user));
            assertThat(seen(boss, "connect_list_push").path("userid").asText()).isEqualTo(user);
            done(visitor.call(2001, "sessionId", session, "text", "how much"), "result", 1);
            boss.await(
                    frame ->
                            frame.path("method").asText().equals("connect_list_push")
                                    && frame.toString().contains("how much"));
            done(elite.say(user, "one hundred"));
            JsonNode heard = boss.push("customer_message_push", user);
            assertThat(heard.toString()).contains("one hundred");
            assertThat(heard.path("customer_id").asLong()).isEqualTo(1);

            done(boss.call("whisper", "userid", user, "text", "give ten percent"));
            JsonNode whisper = elite.push("whisper_push", user);
            assertThat(whisper.path("text").asText()).isEqualTo("give ten percent");
            assertThat(whisper.path("customer_id").asLong()).isEqualTo(9);
            done(elite.call("note", "userid", user, "text", "a hard one"));

            done(boss.call("take_over", "userid", user));
            elite.push("transfer_push", user);
            Call update =
                    await("agentsUpdate", visitor, call -> call.body().path("agents").size() == 1);
            assertThat(update.body().at("/agents/0/id").asText()).isEqualTo("BOSS1");
            done(boss.say(user, "ninety"));
            await("msg", visitor, call -> call.body().toString().contains("ninety"));
            nothingOfThatReachesTheClient(visitor, session);
            done(boss.call("disconnect", "userid", user));
        }
    }

    private static void nothingOfThatReachesTheClient(TpiCaller visitor, long session)
            throws Exception {
        String all =
                thirdParty.calls().toString()
                        + visitor.call(5003, "maxCount", 100)
                        + visitor.call(1000, "queueId", 2)
                        + visitor.call(5003, "fromSessionId", session, "maxCount", 100);
        assertThat(all).contains("ninety").doesNotContain("ten percent", "a hard one");
    }

    @Test
    void aSupervisorSetsAnAgentsStatus() throws Exception {
        try (KfConsole lori = logIn("AE1EA");
                KfConsole boss = logIn("BOSS1")) {
            assertThat(
                            lori.call("force_status", "customer_id", 9, "status", 3)
                                    .path("code")
                                    .asInt())
                    .isEqualTo(403);
            done(boss.call("force_status", "customer_id", 2, "status", 3));
            JsonNode own =
                    lori.await(
                            frame ->
                                    frame.path("method").asText().equals("set_customer_status_push")
                                            && frame.path("customer_id").asText().equals("2"));
            assertThat(own.path("status").asInt()).isEqualTo(3);
            assertThat(
                            boss.call("force_status", "customer_id", 77, "status", 3)
                                    .path("code")
                                    .asInt())
                    .isEqualTo(404);
            lori.logOut();
            assertThat(
                            boss.call("force_status", "customer_id", 2, "status", 1)
                                    .path("code")
                                    .asInt())
                    .isEqualTo(403);
        }
    }

    @Test
    void anAgentTakesAWordBackAndSaysAnotherOtherwise() throws Exception {
        try (KfConsole elite = logIn("SELITE", "revoke", "read")) {
            TpiCaller visitor = new TpiCaller(node).logIn("corrected-1");
            String user = visitor.clientId();
            begin(visitor, elite);
            String oops = elite.say(user, "oops").at("/data/ids/0").asText();
            String bad = elite.say(user, "bad").at("/data/ids/0").asText();
            long said =
                    await("msg", visitor, call -> call.body().toString().contains("oops"))
                            .body()
                            .path("messageId")
                            .asLong();

            done(elite.call("revoke", "userid", user, "message_id", oops));
            assertThat(seen(elite, "revoke_push").path("message_id").asText()).isEqualTo(oops);
            done(
                    elite.call(
                            "edit",
                            "userid",
                            user,
                            "message_id",
                            bad,
                            "message",
                            List.of(Map.of("type", "text", "value", Map.of("text", "better")))));

            Call revoked =
                    await("msg", visitor, call -> call.body().path("noticeType").asInt() == 6);
            assertThat(revoked.body().path("messageId").asLong()).isEqualTo(said);
            await("msg", visitor, call -> call.body().toString().contains("better"));
            JsonNode history = visitor.call(5003, "maxCount", 10).path("hisMessages");
            assertThat(history.findValuesAsText("message")).containsExactly("better", "");
            assertThat(history.findValuesAsText("revokeFlag")).containsExactly("0", "1");
            done(elite.call("read", "userid", user));
            assertThat(seen(elite, "read_push").path("customer_id").asLong()).isEqualTo(1);
            done(elite.call("disconnect", "userid", user));
        }
    }

    @Test
    void whoIsPausedIsGivenNothingNew() throws Exception {
        try (KfConsole elite = logIn("SELITE")) {
            done(elite.call("pause", "status", 1));
            TpiCaller visitor = new TpiCaller(node).logIn("paused-1");
            visitor.enqueue(1, thirdParty.address());
            elite.push("wait_list_push", visitor.clientId());
            assertThat(thirdParty.calls("create", visitor.clientId())).isEmpty();
            done(elite.call("pause", "status", 0));
            thirdParty.await("create", visitor.clientId(), 1);
            done(elite.call("disconnect", "userid", visitor.clientId()));
        }
    }

    @Test
    void otherServersAskAndSendWithTheKeyOfTheirTenant() throws Exception {
        try (KfConsole elite = logIn("SELITE")) {
            assertThat(post("/api/customer/list", "wrong", "{\"bid\":1}").statusCode())
                    .isEqualTo(401);
            assertThat(post("/api/customer/list", "", "{\"bid\":1}").statusCode()).isEqualTo(401);
            assertThat(json("/api/customer/list", "{\"bid\":1}").toString())
                    .contains("{\"customer_id\":1,\"customer_name\":\"Elite\",\"status\":1}");
            assertThat(json("/api/customer/list", "{\"bid\":2}").path("code").asInt())
                    .isEqualTo(403);
            assertThat(json("/api/customer/is_online", "{\"customer_id\":1}").toString())
                    .isEqualTo("{\"code\":0,\"msg\":\"ok\",\"data\":{\"is_online\":1}}");
            assertThat(json("/api/customer/is_online", "{\"customer_id\":21}").path("code").asInt())
                    .as("of another tenant")
                    .isEqualTo(404);
            assertThat(json("/api/customer/info", "{\"customer_id\":1}").toString())
                    .isEqualTo(
                            "{\"code\":0,\"msg\":\"ok\",\"data\":{\"bid\":\"1\","
                                    + "\"customer_name\":\"Elite\",\"customer_id\":1,"
                                    + "\"status\":1,\"connecting_user\":[]}}");
            String chat =
                    "{\"method\":\"chat\",\"userid\":\"x\",\"user_query\":{\"type\":\"text\","
                            + "\"text\":\"你好\"},\"bot_response\":[{\"type\":\"text\",\"text\":\"你好啊\"}]}";
            done(json("/api/chat/send_to_customer", "{\"customer_id\":1,\"data\":" + chat + "}"));
            assertThat(elite.push("chat", "x").toString()).isEqualTo(chat);
            done(
                    json(
                            "/api/chat/send_to_group",
                            "{\"bid\":1,\"exclude_client_id\":[],\"data\":" + chat + "}"));
            assertThat(elite.push("chat", "x").toString()).isEqualTo(chat);
        }
    }

    private static JsonNode json(String path, String body) throws Exception {
        HttpResponse<String> response = post(path, KEY, body);
        assertThat(response.statusCode()).isEqualTo(200);
        return TpiCaller.JSON.readTree(response.body());
    }

    private static HttpResponse<String> post(String path, String key, String body)
            throws Exception {
        URI address = node.http(path);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("X-Api-Key", key);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static KfConsole logIn(String agent, String... features) throws Exception {
        KfConsole console = KfConsole.connect(node.webSocket("/ws/kf"));
        done(
                console.call(
                        "login",
                        "token",
                        KfConsole.token(node, agent),
                        "force_online",
                        1,
                        "features",
                        List.of(features)));
        done(console.call("set_customer_status", "status", 1));
        return console;
    }

    /** Also one that came before the reply. */
    private static JsonNode seen(KfConsole console, String method) throws Exception {
        return Await.until(
                        Duration.ofSeconds(15),
                        () ->
                                console.seen().stream()
                                        .filter(f -> f.path("method").asText().equals(method))
                                        .toList(),
                        frames -> !frames.isEmpty())
                .getFirst();
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

    private static void done(JsonNode reply) {
        done(reply, "code", 0);
    }

    private static void done(JsonNode reply, String key, int value) {
        assertThat(reply.path(key).asInt(-99)).as("%s", reply).isEqualTo(value);
    }
}
