package dev.deskbus.gateway.tpi;

import static dev.deskbus.gateway.tpi.CwsServer.frame;
import static dev.deskbus.gateway.tpi.CwsServer.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Visitors' sockets: who may come, what is answered, what is pushed, how they end. */
class CwsSocketIT {
    private static final Duration RESEND = Duration.ofMillis(400);

    private CwsServer server;

    @BeforeEach
    void open() throws Exception {
        server = new CwsServer(settings(RESEND));
        server.bus.script.answer(new SessionAnswer.Logged(1, Instant.EPOCH));
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    private void assertRejected(String uri, int status) {
        assertThatThrownBy(() -> server.open(server.address(uri)))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        UpgradeRejectedException.class,
                        rejected -> assertThat(rejected.getStatus()).isEqualTo(status));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?token=",
                "?token=00000000-0000-0000-0000-000000000000",
                "?token=21b92585-4fdf-ef9d-1c8e-19d34d06f34b",
                "?token=%32",
                "?x=token=21B92585-4FDF-EF9D-1C8E-19D34D06F34B",
                "?token=21B92585-4FDF-EF9D-1C8E-19D34D06F34B'"
            })
    void whoHoldsNoTokenIsNotLetIn(String query) {
        assertRejected("/webchat/cws" + query, 401);
        assertThat(server.bus.listening()).isZero();
    }

    @Test
    void otherPathsAreSomebodyElses() {
        assertRejected("/ws/kf?token=" + CwsServer.token(), 404);
        assertRejected("/webchat/cws/x?token=" + CwsServer.token(), 404);
    }

    @Test
    void bothPathsAreServedAndOtherParametersDoNotHurt() throws Exception {
        for (String path : List.of("/webchat/cws", "/EliteWebChat/cws")) {
            VisitorPage page =
                    server.open(server.address(path + "?a=b&token=" + CwsServer.token() + "&c=d"));
            JsonNode first = page.push();
            assertThat(first.get("type").asInt()).isEqualTo(200);
            assertThat(first.get("rsId").asText()).hasSize(36);
        }
    }

    @Test
    void onlyPagesFromTheListMayComeWhereThereIsOne() throws Exception {
        try (CwsServer strict = new CwsServer(settings(RESEND, "https://shop.example"))) {
            String uri = "/webchat/cws?token=" + CwsServer.token();
            strict.open(from(strict, uri, "https://shop.example")).push();
            strict.open(strict.address(uri)).push();
            assertThatThrownBy(() -> strict.open(from(strict, uri, "https://evil")))
                    .hasRootCauseInstanceOf(UpgradeRejectedException.class);
        }
    }

    private static WebSocketConnectOptions from(CwsServer server, String uri, String origin) {
        return server.address(uri).setAllowOriginHeader(true).addHeader("Origin", origin);
    }

    @Test
    void theFirstPushSaysWhatThereIs() throws Exception {
        server.visitors.past = List.of(new SessionId(1288), new SessionId(1290));

        VisitorPage page = server.open(server.address("/webchat/cws?token=" + CwsServer.token()));

        JsonNode first = page.push();
        assertThat(first.toString())
                .startsWith(
                        "{\"type\":200,\"ratings\":[{\"id\":1,\"name\":\"满意\"}],"
                                + "\"fileAcceptExtensionsArr\":\"zip,rar,jpg\","
                                + "\"hisSessions\":[1288,1290],\"rsId\":\"");
    }

    @Test
    void everyFrameIsAnsweredInItsTurnWithWhatItWasSentWith() throws Exception {
        server.begin();
        VisitorPage page = server.connect();

        page.send("{messageId:1,type:10}");
        page.send("nonsense");
        page.send("{messageId:'b',type:'110',sessionId:96,msg:{type:1,content:{text:'hi'}}}");
        page.send("{messageId:2.5,type:777}");
        page.send("{messageId:3,type:103,sessionId:12}");
        page.send("{messageId:4,type:110,sessionId:96,msg:{type:9,content:{}}}");
        page.send("{messageId:5,type:113,token:'OTHER',sessionId:96}");

        assertThat(page.answer())
                .isEqualTo(CwsServer.read("{\"messageId\":1,\"type\":10,\"result\":1}"));
        JsonNode unreadable = page.answer();
        assertThat(unreadable.get("result").asInt()).isEqualTo(-8);
        assertThat(unreadable.has("messageId")).isFalse();
        assertThat(page.answer().toString())
                .isEqualTo("{\"messageId\":\"b\",\"type\":\"110\",\"result\":1,\"message\":\"\"}");
        List<Integer> results = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            results.add(page.answer().get("result").asInt());
        }
        assertThat(results).containsExactly(-19, -11, -12, -15);
    }

    @Test
    void aWordGoesTheSameWayAsByHttp() throws Exception {
        server.begin();
        VisitorPage page = server.connect();

        page.call(
                "{messageId:7,time:1400913830109,type:110,sessionId:96,"
                        + "msg:{type:1,content:{text:'你好',extra:'x'}}}");

        SessionCommand.Say say = server.bus.script.lastAsked();
        assertThat(say.message()).isEqualTo(Message.Text.plain("你好"));
        assertThat(say.clientTime()).isEqualTo(Instant.ofEpochMilli(1400913830109L));
        assertThat(say.extra()).isEqualTo("x");
        String key = say.key().id();
        page.call(
                "{messageId:7,time:1400913830110,type:110,sessionId:96,"
                        + "msg:{type:1,content:{text:'你好'}}}");
        assertThat(server.bus.script.<SessionCommand.Say>lastAsked().key().id()).isNotEqualTo(key);
        page.call(
                "{messageId:7,time:1400913830109,type:110,sessionId:96,"
                        + "msg:{type:1,content:{text:'你好'}}}");
        assertThat(server.bus.script.<SessionCommand.Say>lastAsked().key().id()).isEqualTo(key);
    }

    @Test
    void aLogoutIsAnsweredAndEndsTheSocket() throws Exception {
        VisitorPage page = server.connect();

        assertThat(page.call(frame(1, 2)).get("result").asInt()).isEqualTo(1);
        page.send("{messageId:2,type:10}");

        assertThat(page.closeCode()).isEqualTo(1000);
        assertThat(page.isQuietFor(100)).isTrue();
        assertThat(server.watched).isEmpty();
        assertThat(server.bus.listening()).isZero();
        assertRejected("/webchat/cws?token=" + CwsServer.token(), 401);
    }

    @Test
    void aTokenThatEndedElsewhereEndsTheSocket() throws Exception {
        VisitorPage asking = server.connect();
        VisitorPage silent = server.connect();
        server.clients.revokeToken(server.key);

        assertThat(asking.call(frame(1, 113).put("sessionId", 96)).get("result").asInt())
                .isEqualTo(-15);
        assertThat(asking.closeCode()).isEqualTo(4401);

        server.visitors.tokens.clear();
        server.beginRounds();
        assertThat(silent.closeCode()).isEqualTo(4401);
    }

    @Test
    void aTokenOfSomebodyElseByNowSendsItsSocketAway() throws Exception {
        VisitorPage page = server.connect();
        server.visitors.tokens.put(server.key, new dev.deskbus.domain.id.ClientId("client-1"));

        server.beginRounds();

        assertThat(page.closeCode()).isEqualTo(1012);
    }

    @Test
    void aSilentSocketIsLetGoAndADrainedNodeSendsAllAway() throws Exception {
        VisitorPage silent = server.connect();
        var socket = server.watched.iterator().next();
        assertThat(socket.patience()).isEqualTo(Duration.ofSeconds(60));
        long before = socket.lastHeardNanos();
        socket.beat();
        CwsServer.await(() -> socket.lastHeardNanos() > before);
        socket.closeSilent();
        assertThat(silent.closeCode()).isEqualTo(4408);

        VisitorPage drained = server.connect();
        server.watched.iterator().next().closeForRestart();
        assertThat(drained.closeCode()).isEqualTo(1012);
        assertThat(server.bus.listening()).isZero();
    }

    @Test
    void onlyTextOfAFairLengthIsTaken() throws Exception {
        VisitorPage binary = server.connect();
        binary.socket().writeBinaryMessage(Buffer.buffer("{}"));
        assertThat(binary.closeCode()).isEqualTo(1003);

        VisitorPage huge = server.connect();
        huge.send("x".repeat(65_537));
        assertThat(huge.closeCode()).isEqualTo(1009);

        VisitorPage pieces = server.connect();
        pieces.socket().writeFrame(WebSocketFrame.textFrame("x".repeat(60_000), false));
        pieces.socket()
                .writeFrame(
                        WebSocketFrame.continuationFrame(Buffer.buffer("x".repeat(60_000)), true));
        assertThat(pieces.closeCode()).isEqualTo(1009);
    }

    @Test
    void whoSendsTooMuchIsReadMoreSlowlyAndLosesNothing() throws Exception {
        var slow = settings(RESEND);
        try (CwsServer calm =
                new CwsServer(
                        new dev.deskbus.gateway.tpi.cws.CwsSettings(
                                slow.paths(),
                                slow.origins(),
                                slow.extensions(),
                                slow.receipts(),
                                slow.times(),
                                new dev.deskbus.gateway.tpi.cws.CwsSettings.Pace(20, 40)))) {
            VisitorPage page = calm.connect();
            long begin = System.nanoTime();
            for (int i = 0; i < 80; i++) {
                page.send("{messageId:" + i + ",type:10}");
            }
            for (int i = 0; i < 80; i++) {
                assertThat(page.answer().get("messageId").asInt()).isEqualTo(i);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isGreaterThan(Duration.ofMillis(1500));
        }
    }
}
