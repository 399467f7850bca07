package dev.deskbus.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deskbus.file.Samples;
import dev.deskbus.gateway.wechat.StubHost;
import dev.deskbus.gateway.wechat.StubHost.Call;
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

/** Visitors who know nothing but the WeChat bridge, on the packaged node with a real database. */
class WeChatConversationIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir static Path folder;
    private static NodeProcess node;
    private static StubHost host;

    @BeforeAll
    static void startNode() throws Exception {
        host = new StubHost();
        host.has("PICTURE", Samples.png());
        host.has("VOICE", Samples.amr());
        host.has("FILM", Samples.mp4());
        host.has("THUMB", Samples.jpeg());
        node =
                NodeProcess.start(
                        folder,
                        Map.of(
                                "DESKBUS_WECHAT_ALLOW",
                                "127.0.0.1/32",
                                "DESKBUS_WECHAT_CALLBACK_URL",
                                host.address()));
    }

    @AfterAll
    static void stopNode() throws Exception {
        node.close();
        host.close();
    }

    @Test
    void aRobotAnswersThenAPersonInAllSixKindsWhoIsRatedAndLeft() throws Exception {
        BridgeCaller visitor = new BridgeCaller(node, "gh_1", "oRobot");
        long session = beginWithRobot(visitor);

        try (KfConsole agent = KfConsole.logIn(node, "SELITE")) {
            String userid = handOver(visitor, agent, session);
            sayAllSixKinds(visitor, agent, session);
            agent.say(userid, "您好 <3");
            Call msg = callback("msg", visitor, call -> is(call, "agentId", "SELITE"));
            assertThat(msg.body().path("content").asText()).isEqualTo("您好 &lt;3");
            assertThat(visitor.call("pulse", "sessionId", session).toString())
                    .isEqualTo("{\"result\":1}");
            agent.call("push_rating", "userid", userid);
            Call rating = callback("pushRating", visitor, _ -> true);
            assertThat(rating.body().path("ratings"))
                    .extracting(each -> each.path("name").asText())
                    .containsExactly("满意", "一般", "不满意");
            agent.logOut();
        }
        visitor.done("ratesession", "chatSessionId", session, "ratingId", 1, "ratingComment", "好");
        visitor.done("closecon", "sessionId", session);
        assertThat(visitor.call("pulse", "sessionId", session).path("result").asInt()).isZero();
        JsonNode late =
                visitor.call("getmsg", "sessionId", session, "msgType", "text", "content", "x");
        assertThat(late.path("result").asInt()).isEqualTo(-11);
        assertThat(host.calls("close", visitor.openId())).isEmpty();
    }

    private static long beginWithRobot(BridgeCaller visitor) throws Exception {
        JsonNode begun = visitor.done("createcon", "skillGroup", 3, "nickname", visitor.openId());
        assertThat(begun.has("sessionId")).as("%s", begun).isFalse();
        assertThat(begun.path("queueLength").asInt(-1)).isZero();
        Call create = callback("create", visitor, _ -> true);
        assertThat(create.path()).isEqualTo("/ari/create");
        assertThat(create.body().path("agentId").asText()).isEqualTo("BOT001");
        assertThat(create.body().path("epid").asText()).isEqualTo("gh_1");
        long session = create.body().path("sessionId").asLong();
        visitor.send(session, "text", "你们几点上班");
        Call answer = callback("msg", visitor, call -> is(call, "agentId", "BOT001"));
        assertThat(answer.body().path("content").asText()).contains("9:00");
        return session;
    }

    private static String handOver(BridgeCaller visitor, KfConsole agent, long session)
            throws Exception {
        JsonNode transfer =
                visitor.done("transferCon", "sessionId", session, "transferInfo", "找人工");
        assertThat(transfer.path("queueLength").asInt()).isPositive();
        assertThat(transfer.path("requestId").asLong()).isPositive();
        JsonNode handed = push(agent, "connect_list_push", visitor);
        assertThat(handed.toString()).contains("你们几点上班", "BOT001");
        Call update =
                callback(
                        "sessionAgentsUpdate",
                        visitor,
                        call -> call.body().at("/agents/0/id").asText().equals("SELITE"));
        assertThat(update.body().path("sessionId").asLong()).isEqualTo(session);
        assertThat(update.body().path("agentId").asText()).isEqualTo("SELITE");
        assertThat(host.calls("create", visitor.openId())).hasSize(1);
        return handed.path("userid").asText();
    }

    private static void sayAllSixKinds(BridgeCaller visitor, KfConsole agent, long session)
            throws Exception {
        visitor.send(session, "text", "你好 /::)");
        assertThat(shown(agent, visitor).at("/value/text").asText()).isEqualTo("你好 /::)");

        visitor.send(session, "image", Map.of("mediaId", "PICTURE"));
        JsonNode picture = shown(agent, visitor);
        assertThat(picture.path("type").asText()).isEqualTo("picture");
        assertFetched(picture.at("/value/url").asText(), "image/png", Samples.png());

        visitor.send(
                session, "voice", Map.of("recognition", "你好", "format", "amr", "mediaId", "VOICE"));
        JsonNode voice = shown(agent, visitor);
        assertThat(voice.path("type").asText()).isEqualTo("voice");
        assertFetched(voice.at("/value/url").asText(), "audio/amr", Samples.amr());

        visitor.send(session, "video", Map.of("thumbMediaId", "THUMB", "mediaId", "FILM"));
        JsonNode film = shown(agent, visitor);
        assertThat(film.path("type").asText()).isEqualTo("video");
        assertFetched(film.at("/value/url").asText(), "video/mp4", Samples.mp4());

        visitor.send(
                session,
                "link",
                "{\"url\":\"https://a.example/b\",\"title\":\"标题\",\"description\":\"描述\"}");
        assertThat(shown(agent, visitor).at("/value/text").asText())
                .isEqualTo("[链接] 标题\n描述\nhttps://a.example/b");

        visitor.send(
                session, "location", Map.of("x", 121.23, "y", 34.213, "scale", 1, "label", "塔"));
        assertThat(shown(agent, visitor).at("/value/text").asText())
                .isEqualTo("[位置] 塔 (34.213,121.23)");
    }

    @Test
    void whoQueuesIsToldWhereAndIsHeardBeforeAnybodyIsThere() throws Exception {
        BridgeCaller first = new BridgeCaller(node, "", "oFirst");
        BridgeCaller second = new BridgeCaller(node, "", "oSecond");
        KfConsole agent = KfConsole.logIn(node, "BOSS1");
        long request =
                first.done("createcon", "skillGroup", 2, "nickname", "oFirst")
                        .path("requestId")
                        .asLong();
        String userid = push(agent, "wait_list_push", first).path("userid").asText();
        second.done("createcon", "skillGroup", 2);
        assertThat(first.call("createcon", "skillGroup", 2).path("result").asInt()).isEqualTo(-1);
        int before = orderOf(first, "requestId", request);
        assertThat(orderOf(second)).isEqualTo(before + 1);
        first.send(0, "text", "在吗");
        assertThat(shown(agent, "wait_list_push", first).at("/value/text").asText())
                .isEqualTo("在吗");
        first.send(0, "image", Map.of("mediaId", "PICTURE"));
        assertThat(shown(agent, "wait_list_push", first).path("type").asText())
                .isEqualTo("picture");

        agent.call("connect", "userid", userid);

        Call create = callback("create", first, _ -> true);
        assertThat(create.body().path("epid").asText()).isEqualTo("default");
        Call accepted =
                callback("updateRequestStatus", first, call -> is(call, "requestStatus", "1"));
        assertThat(accepted.body().path("requestId").isTextual()).isTrue();
        assertThat(orderOf(second)).isEqualTo(before);
        assertThat(first.call("cancelRequest", "requestId", request).path("result").asInt())
                .isEqualTo(-2);
        agent.call("disconnect", "userid", userid);
        Call close = callback("close", first, _ -> true);
        assertThat(close.body().path("closeTime").asLong()).isPositive();
        agent.logOut();
        second.done("cancelRequest");
        assertThat(second.call("getQueueLength").path("result").asInt()).isEqualTo(-100);
    }

    @Test
    void whoWaitsTooLongHearsItByCallback() throws Exception {
        BridgeCaller late = new BridgeCaller(node, "", "oLate");
        late.done("createcon", "skillGroup", 6);

        Call timeout =
                callback("updateRequestStatus", late, call -> is(call, "requestStatus", "3"));

        assertThat(timeout.body().path("queueLength").asText()).isEqualTo("0");
        assertThat(host.calls("create", "oLate")).isEmpty();
    }

    @Test
    void aPersistentVisitorReachesTheOwnAgentAtOnce() throws Exception {
        BridgeCaller visitor = new BridgeCaller(node, "gh_1", "oOwn");
        assertThat(visitor.call("createcon", "skillGroup", 4).path("result").asInt())
                .as("nobody is there to become the owner")
                .isEqualTo(-10);

        try (KfConsole agent = KfConsole.logIn(node, "AE1EA")) {
            JsonNode served =
                    visitor.done("createcon", "skillGroup", 4, "nickname", visitor.openId());
            assertThat(served.path("agentId").asText()).isEqualTo("AE1EA");
            assertThat(served.path("agentName").asText()).isEqualTo("Lori");
            long session = served.path("sessionId").asLong();
            assertThat(session).isPositive();
            push(agent, "connect_list_push", visitor);
            visitor.send(session, "text", "还是我");
            assertThat(shown(agent, visitor).at("/value/text").asText()).isEqualTo("还是我");
            assertThat(visitor.done("createcon", "skillGroup", 4).path("sessionId").asLong())
                    .as("the session that never ends")
                    .isEqualTo(session);
            agent.logOut();
        }
    }

    @Test
    void whatWasBeingFetchedWhenTheNodeDiedIsFetchedAfterwards() throws Exception {
        BridgeCaller visitor = new BridgeCaller(node, "gh_1", "oPlug");
        visitor.done("createcon", "skillGroup", 2, "nickname", "oPlug");
        host.hang();
        visitor.send(0, "image", Map.of("mediaId", "PICTURE"));
        Await.until(
                PATIENCE,
                host::calls,
                calls -> calls.stream().anyMatch(call -> call.name().equals("getMedia")));
        String url;
        try (KfConsole agent = KfConsole.logIn(node, "BOSS1")) {
            JsonNode waiting = agent.call("get_wait_user_list", "bid", "1");
            url = waiting.findValuesAsText("url").getLast();
            HttpResponse<byte[]> placeholder = get(url);
            assertThat(placeholder.statusCode()).isEqualTo(202);
            assertThat(placeholder.headers().firstValue("content-type"))
                    .contains("image/svg+xml; charset=utf-8");
        }

        node.kill();
        host.goOn();
        node.start();

        assertFetched(url, "image/png", Samples.png());
        visitor.done("cancelRequest");
    }

    @Test
    void aBridgeThatIsOpenToTheWorldKeepsTheNodeFromStarting(@TempDir Path other) throws Exception {
        NodeProcess open =
                NodeProcess.of(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-jar",
                                System.getProperty("deskbus.jar", "target/deskbus.jar")),
                        other,
                        Map.of("DESKBUS_WECHAT_ALLOW", "0.0.0.0/0"));
        open.launch();

        assertThat(open.awaitEnd(Duration.ofSeconds(60))).isTrue();
        assertThat(open.output()).contains("wechat.allow: 0.0.0.0/0 would let everybody in");
    }

    private static int orderOf(BridgeCaller visitor, Object... fields) throws Exception {
        return visitor.done("getQueueLength", fields).path("orderInQueue").asInt(-1);
    }

    /** The next message of the visitor that the agent is shown. */
    private static JsonNode shown(KfConsole agent, BridgeCaller visitor) throws Exception {
        return shown(agent, "connect_list_push", visitor);
    }

    private static JsonNode shown(KfConsole agent, String method, BridgeCaller visitor)
            throws Exception {
        return push(agent, method, visitor).at("/user_query/0");
    }

    private static JsonNode push(KfConsole agent, String method, BridgeCaller visitor)
            throws Exception {
        return agent.await(
                frame ->
                        frame.path("method").asText().equals(method)
                                && frame.path("nickname").asText().equals(visitor.openId()));
    }

    private static Call callback(String name, BridgeCaller visitor, Predicate<Call> fits)
            throws Exception {
        return Await.until(
                        PATIENCE,
                        () -> host.calls(name, visitor.openId()).stream().filter(fits).toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    private static boolean is(Call call, String key, String value) {
        return call.body().path(key).asText().equals(value);
    }

    private static void assertFetched(String url, String type, byte[] content) throws Exception {
        HttpResponse<byte[]> file =
                Await.until(
                        Duration.ofSeconds(60), () -> get(url), each -> each.statusCode() != 202);
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("content-type")).contains(type);
        assertThat(file.body()).isEqualTo(content);
    }

    private static HttpResponse<byte[]> get(String url) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(node.http(url)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }
}
