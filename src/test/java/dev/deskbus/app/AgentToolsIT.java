package dev.deskbus.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agents' tools on the packaged node: what they are for, and what no client ever sees. */
class AgentToolsIT {
    private static final String SECRET = "此客户十分急躁 top-secret";

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
    void noClientIsEverToldOfANoteOrATag() throws Exception {
        TpiCaller visitor = new TpiCaller(node).logIn("noted");
        KfConsole agent = KfConsole.logIn(node, "SELITE");
        long request = visitor.enqueue(2, thirdParty.address());
        ok(agent.call("add_note", "userid", visitor.clientId(), "text", SECRET + " waiting"));
        agent.call("connect", "userid", visitor.clientId());
        long session = session(visitor);
        VisitorSocket socket = new VisitorSocket(visitor.token()).connect(node);

        ok(agent.call("add_note", "userid", visitor.clientId(), "text", SECRET + " client"));
        ok(agent.call("add_note", "session_id", session, "text", SECRET + " session"));
        ok(agent.call("add_tag", "session_id", session, "tag", "top-secret"));
        ok(agent.call("add_tag", "userid", visitor.clientId(), "tag", "top-secret"));
        agent.say(visitor.clientId(), "您好");
        assertThat(visitor.call(2001, "sessionId", session, "text", "在吗").path("result").asInt())
                .isEqualTo(1);
        JsonNode poll = visitor.call(1001, "requestId", request);
        JsonNode history = visitor.call(5003);
        thirdParty.await("msg", visitor.clientId(), 1);
        socket.await(210);
        agent.call("disconnect", "userid", visitor.clientId());
        thirdParty.await("close", visitor.clientId(), 1);
        socket.await(205);

        assertThat(thirdParty.calls()).noneMatch(call -> isSecret(call.body()));
        assertThat(socket.types()).isNotEmpty();
        assertThat(List.of(202, 205, 210))
                .allSatisfy(
                        type -> assertThat(socket.shown(type)).noneMatch(AgentToolsIT::isSecret));
        assertThat(isSecret(poll)).isFalse();
        assertThat(isSecret(history)).isFalse();
        assertThat(isSecret(visitor.call(5003))).isFalse();
        JsonNode record = agent.call("get_chat_record", "userid", visitor.clientId());
        assertThat(isSecret(record)).isFalse();
        JsonNode notes = agent.call("get_note_list", "userid", visitor.clientId());
        assertThat(notes.at("/data/note_list")).hasSize(3);
        socket.close();
        agent.logOut();
    }

    private static boolean isSecret(JsonNode told) {
        return told.toString().contains("top-secret");
    }

    @Test
    void whatIsSaidIsFoundSoonAndOnlyByItsTenant() throws Exception {
        TpiCaller visitor = new TpiCaller(node).logIn("searched");
        KfConsole agent = KfConsole.logIn(node, "AE1EA");
        visitor.enqueue(2, thirdParty.address());
        agent.call("connect", "userid", visitor.clientId());
        long session = session(visitor);
        visitor.call(2001, "sessionId", session, "text", "我的包裹在哪里，单号 SF20260101");
        agent.say(visitor.clientId(), "包裹已到上海");

        JsonNode found = agent.call("search_chat_record", "query", "包裹");
        for (int i = 0; i < 8 && found.at("/data/hit_list").size() < 2; i++) {
            new CountDownLatch(1).await(1, TimeUnit.SECONDS); // Who asks more often is refused.
            found = agent.call("search_chat_record", "query", "包裹");
        }

        assertThat(found.at("/data/hit_list/0/snippet").asText()).isEqualTo("包裹已到上海");
        assertThat(found.at("/data/hit_list/1/userid").asText()).isEqualTo(visitor.clientId());
        assertThat(found.at("/data/hit_list/1/marks").toString()).isEqualTo("[[2,4]]");
        JsonNode sessions = agent.call("get_user_session_list", "userid", visitor.clientId());
        assertThat(sessions.at("/data/session_list/0/session_id").asLong()).isEqualTo(session);
        assertThat(sessions.at("/data/session_list/0/channel").asText()).isEqualTo("tpi_v2");
        JsonNode lines = agent.call("get_session_record", "session_id", session);
        assertThat(lines.at("/data/list_chat")).hasSize(2);
        KfConsole stranger = KfConsole.logIn(node, "OTHER1");
        assertThat(stranger.call("search_chat_record", "query", "包裹").at("/data/hit_list"))
                .isEmpty();
        assertThat(stranger.call("get_session_record", "session_id", session).get("code").asInt())
                .isEqualTo(404);
        agent.call("disconnect", "userid", visitor.clientId());
        stranger.logOut();
        agent.logOut();
    }

    @Test
    void theDirectorysRepliesAndTagsAreAtHand() throws Exception {
        KfConsole agent = KfConsole.logIn(node, "000169");

        JsonNode replies = agent.call("get_reply_list", "prefix", "hi");
        JsonNode tags = agent.call("get_tag_set");

        assertThat(replies.at("/data/reply_list/0/text").asText()).isEqualTo("您好，请问有什么可以帮您？");
        assertThat(tags.at("/data/tag_list/1").asText()).isEqualTo("投诉");
        agent.logOut();
    }

    private static long session(TpiCaller visitor) throws Exception {
        return thirdParty
                .await("create", visitor.clientId(), 1)
                .getFirst()
                .body()
                .get("sessionId")
                .asLong();
    }

    private static void ok(JsonNode reply) {
        assertThat(reply.path("code").asInt(-1)).as("%s", reply).isZero();
    }
}
