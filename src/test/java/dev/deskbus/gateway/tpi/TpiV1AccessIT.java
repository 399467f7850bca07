package dev.deskbus.gateway.tpi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deskbus.domain.client.Signing;
import dev.deskbus.domain.client.Signing.Rule;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.gateway.http.HmacSign;
import dev.deskbus.gateway.http.Md5Sign;
import dev.deskbus.gateway.tpi.v1.V1Access;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may speak the first edition, and what numbers of others tell (decisions V1-3, V1-5). */
class TpiV1AccessIT {
    private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1");
    private static final String CHAT = "{\"type\":1000,\"clientId\":\"o1\",\"queueId\":2}";
    private static final String KEY = "123456";
    private static final String SECRET = "a-secret-of-16-bytes";

    @ParameterizedTest
    @CsvSource({"1000, -15", "1001, -15", "1002, -15", "2001, -15", "2005, -15", "4001, -15"})
    void offMeansThatItDoesNotExist(int type, int result) throws Exception {
        try (TpiServer server = new TpiServer()) {
            String body =
                    "{type: " + type + ", clientId: 'o1', requestId: 1, sessionId: 1, text: ''}";
            assertThat(server.result(body)).isEqualTo(result);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.0/8, 1",
        "127.0.0.1, 1",
        "10.0.0.0/8, -15",
        "127.0.0.2/32, -15",
        "::1, -15"
    })
    void anAddressIsInTheRangesOrIsNot(String range, int result) throws Exception {
        try (TpiServer server = server(V1Access.of(false, List.of(range)))) {
            assertThat(server.result(CHAT)).isEqualTo(result);
        }
    }

    /** The first edition has no number for what is too large (decision V1-6). */
    @Test
    void aPictureThatIsTooLongIsRefusedInTheCodesOfWhoeverSentIt() throws Exception {
        String picture = ",imgData:'data:image/png;base64," + "A".repeat(13 << 20) + "'}";
        try (TpiServer server = server(V1Access.of(false, LOOPBACK))) {
            assertThat(server.result("{type:2002,//图片\n sessionId:96,clientId:'o1'" + picture))
                    .isEqualTo(-100);
            assertThat(server.result("{type:2002,extra:{a:[1]},sessionId:96,token:'t'" + picture))
                    .isEqualTo(-21);
            assertThat(server.result("[" + picture)).isEqualTo(-100);
        }
        try (TpiServer server = new TpiServer()) {
            assertThat(server.result("{type:2002,sessionId:96,clientId:'o1'" + picture))
                    .isEqualTo(-21);
        }
    }

    @Test
    void whatAProxyPassedOnIsNotNear() throws Exception {
        try (TpiServer server = server(V1Access.of(false, LOOPBACK))) {
            assertThat(server.result(CHAT)).isEqualTo(1);
            for (String header : List.of("X-Forwarded-For", "Forwarded", "X-Real-IP")) {
                assertThat(server.result(CHAT, header, "127.0.0.1")).isEqualTo(-15);
            }
        }
    }

    @Test
    void whoSignsMayAndNobodyElse() throws Exception {
        try (TpiServer server = server(V1Access.of(true, List.of()))) {
            String[] hmac = {
                HmacSign.HEADER, HmacSign.header(SECRET, Instant.now(), Buffer.buffer(CHAT))
            };
            assertThat(server.result(CHAT, "sign", md5(CHAT))).isEqualTo(-15);
            server.directory.signings.put("main", new Signing(Rule.OPTIONAL, KEY, SECRET));

            assertThat(server.result(CHAT)).isEqualTo(-15);
            assertThat(server.result(CHAT, "sign", md5(CHAT + " "))).isEqualTo(-30);
            assertThat(server.result(CHAT, "sign", md5(CHAT))).isEqualTo(1);
            assertThat(server.result(CHAT, hmac)).isEqualTo(1);
            server.directory.signings.put("main", new Signing(Rule.OFF, KEY, SECRET));
            assertThat(server.result(CHAT, "sign", md5(CHAT))).isEqualTo(-15);
        }
    }

    @Test
    void aServerThatIsNearMustSignWhereTheIntegrationDemandsIt() throws Exception {
        try (TpiServer server = server(V1Access.of(false, LOOPBACK))) {
            server.directory.signings.put("main", new Signing(Rule.REQUIRED, KEY, null));

            assertThat(server.result(CHAT)).isEqualTo(-8);
            assertThat(server.result(CHAT, "sign", md5(CHAT))).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "3", "4", "'3'"})
    void loginsWithoutATokenStayThoseOfTheNewestEdition(String type) throws Exception {
        try (TpiServer server = server(V1Access.of(false, LOOPBACK))) {
            JsonNode reply =
                    server.post(
                            "{type: "
                                    + type
                                    + ", loginName: 'lori', password: 'lori-demo', visitorId: 'v'}");
            assertThat(reply.has("token")).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "'x'", "{}", "0"})
    void aTokenOfWhateverKindIsTheNewestEdition(String token) throws Exception {
        try (TpiServer server = server(V1Access.of(false, LOOPBACK))) {
            assertThat(
                            server.result(
                                    "{type: 1000, clientId: 'o1', queueId: 2, token: "
                                            + token
                                            + "}"))
                    .isEqualTo(-15);
        }
    }

    /** Each type with numbers of nobody, of v2, of another integration and of another wire. */
    @Test
    void numbersOfOthersAreNumbersOfNobody() throws Exception {
        try (TpiServer server = server(V1Access.of(false, LOOPBACK))) {
            var there = new V1Conversations(server);
            TpiServer.Caller v2 = server.logIn("lori");
            v2.waits(201);
            v2.talks(301, true);
            there.has(202, "second", "o1", RequestStatus.WAITING, null);
            there.talks(302, there.client("second", "o1"), true, null);
            there.talks(303, there.client("main", "o1"), true, v2.key());
            there.talks(304, new ClientId("nobody"), true, null);
            there.talks(305, "o2", true);
            List<Long> strangers = List.of(-1L, 0L, 999L, 1L << 60);

            for (String type : List.of("1001", "1002", "2005")) {
                assertThat(replies(server, type, "requestId", strangers, 201, 202))
                        .as(type)
                        .containsExactly("{\"result\":-10,\"message\":\"聊天请求不存在\"}");
            }
            for (String type : List.of("2001", "2002")) {
                assertThat(replies(server, type, "sessionId", strangers, 301, 302, 303, 304, 305))
                        .as(type)
                        .containsExactly("{\"result\":-11,\"message\":\"会话不存在或已结束\"}");
            }
            for (String type : List.of("4001", "5001", "5002")) {
                assertThat(replies(server, type, "sessionId", strangers, 301, 302, 303, 304))
                        .as(type)
                        .containsExactly("{\"result\":-11,\"message\":\"会话不存在或已结束\"}");
            }
            assertThat(server.bus.asked).isEmpty();
            assertThat(server.pictures).isEmpty();
        }
    }

    @Test
    void aClientOfThisEditionIsNobodyToTheNewest() throws Exception {
        try (TpiServer server = server(V1Access.of(false, LOOPBACK))) {
            var there = new V1Conversations(server);
            there.waits(103, "o1");
            there.talks(96, "o1", true);
            TpiServer.Caller v2 = server.logIn("o1");

            assertThat(v2.call(1001, "requestId", 103).get("result").asInt()).isEqualTo(-10);
            assertThat(v2.call(2001, "sessionId", 96, "text", "a").get("result").asInt())
                    .isEqualTo(-11);
        }
    }

    private static Set<String> replies(
            TpiServer server, String type, String key, List<Long> strangers, long... others)
            throws Exception {
        List<Long> ids = new ArrayList<>(strangers);
        for (long other : others) {
            ids.add(other);
        }
        Set<String> replies = new HashSet<>();
        for (long id : ids) {
            replies.add(
                    server.post(
                                    "{type: "
                                            + type
                                            + ", ratingId: 1, clientId: 'o1', text: 'a', imgData:"
                                            + " 'data:image/png;base64,AAAA', "
                                            + key
                                            + ": "
                                            + id
                                            + "}")
                            .toString());
        }
        return replies;
    }

    private static TpiServer server(V1Access access) throws Exception {
        TpiServer server = new TpiServer(access);
        server.bus.answer(new QueueAnswer.Enqueued(new RequestId(103), 1));
        return server;
    }

    private static String md5(String body) {
        return Md5Sign.ofBody(Buffer.buffer(body), KEY);
    }
}
