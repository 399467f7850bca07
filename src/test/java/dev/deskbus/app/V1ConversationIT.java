package dev.deskbus.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deskbus.gateway.http.HmacSign;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A third party of the first edition, end to end, on the packaged node, with signed callbacks. */
class V1ConversationIT {
    private static final String SECRET = "a-secret-of-16-bytes";
    private static final String CLIENT = "wx/客户 1";

    @TempDir static Path folder;
    private static NodeProcess node;
    private static CallbackReceiver thirdParty;

    @BeforeAll
    static void startNode() throws Exception {
        thirdParty = new CallbackReceiver();
        Path directory = folder.resolve("directory.yaml");
        String own = "suppress-accepted: false\n    create-on-failure: true\n    hmac-secret: ";
        Files.writeString(
                directory,
                Files.readString(Path.of("conf/demo.yaml"))
                        .replace("suppress-accepted: false", own + SECRET));
        Map<String, String> settings =
                Map.of("DESKBUS_TPI_V1", "loopback", "DESKBUS_DIRECTORY", directory.toString());
        node = NodeProcess.start(folder, settings);
    }

    @AfterAll
    static void stopNode() throws Exception {
        node.close();
        thirdParty.close();
    }

    @Test
    void aClientIsKnownByItsCallersNameFromTheFirstWordToTheLast() throws Exception {
        TpiCaller caller = new TpiCaller(node);
        KfConsole agent = KfConsole.logIn(node, "SELITE");
        long request = chat(caller, CLIENT, 2).get("requestId").asLong();
        assertThat(result(caller.call(2005, "requestId", request, "text", "在吗"))).isEqualTo(1);
        String userid =
                agent.await(frame -> frame.path("method").asText().equals("wait_list_push"))
                        .get("userid")
                        .asText();
        agent.call("connect", "userid", userid);

        CallbackReceiver.Call create = thirdParty.await("create", CLIENT, 1).getFirst();
        assertThat(create.body().has("continueLastSession")).isFalse();
        assertSigned(create);
        long session = create.body().get("sessionId").asLong();
        assertThat(say(caller, session, "你好")).isEqualTo(1);
        agent.say(userid, "在的");
        CallbackReceiver.Call msg = thirdParty.await("msg", CLIENT, 1).getFirst();
        assertThat(msg.body().path("content").asText()).isEqualTo("在的");
        assertSigned(msg);

        assertThat(chat(caller, CLIENT, 2).path("continueLastSession").asBoolean()).isTrue();
        assertThat(thirdParty.await("create", CLIENT, 2).getLast().body().get("sessionId"))
                .isEqualTo(create.body().get("sessionId"));
        agent.call("disconnect", "userid", userid);
        thirdParty.await("close", CLIENT, 1);
        assertThat(result(caller.call(4001, "sessionId", session))).isEqualTo(1);
        assertThat(say(caller, session, "x")).isEqualTo(-11);
        assertThat(thirdParty.calls("updateRequestStatus", CLIENT)).isEmpty();
        agent.logOut();
    }

    @Test
    void whoWaitsInVainHearsOfItByCreate() throws Exception {
        chat(new TpiCaller(node), "late", 6);

        JsonNode create = thirdParty.await("create", "late", 1).getFirst().body();

        assertThat(result(create)).isEqualTo(-5);
    }

    @Test
    void loginsAreStillThoseOfTheNewestEdition() throws Exception {
        TpiCaller caller = new TpiCaller(node).logIn("rose");

        assertThat(result(caller.call(1001, "requestId", 999_999_999))).isEqualTo(-10);
        assertThat(result(caller.call(2))).isEqualTo(1);
    }

    private static JsonNode chat(TpiCaller caller, String client, int queue) throws Exception {
        JsonNode reply =
                caller.call(
                        1000,
                        "clientId",
                        client,
                        "nickname",
                        "lori",
                        "queueId",
                        queue,
                        "serverAddr",
                        thirdParty.address());
        assertThat(result(reply)).as("%s", reply).isEqualTo(1);
        return reply;
    }

    private static int say(TpiCaller caller, long session, String text) throws Exception {
        return result(caller.call(2001, "sessionId", session, "clientId", CLIENT, "text", text));
    }

    private static void assertSigned(CallbackReceiver.Call call) {
        Instant at = Instant.ofEpochSecond(Long.parseLong(call.signature().substring(2, 12)));
        assertThat(call.signature())
                .isEqualTo(HmacSign.header(SECRET, at, Buffer.buffer(call.raw())));
    }

    private static int result(JsonNode reply) {
        return reply.path("result").asInt();
    }
}
