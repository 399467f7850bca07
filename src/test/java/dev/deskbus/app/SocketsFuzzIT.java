package dev.deskbus.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * All three sockets of the packaged node under random frames: before the login, after it, and after
 * the end of the login. Each frame is answered with an error of its own protocol or done; nobody is
 * told anything of another tenant's talk; the node logs no error and no exception.
 */
class SocketsFuzzIT {
    private static final String SECRET_WORD = "geheimnis-7f3a";

    private static Path folder;
    private static NodeProcess node;
    private static CallbackReceiver thirdParty;
    private static long foreignSession;
    private static String foreignClient;
    private static TpiCaller page;

    /** Somebody else's talk: a word of it must never be seen by those who send noise. */
    @BeforeContainer
    static void open() throws Exception {
        folder = Files.createTempDirectory("fuzz");
        thirdParty = new CallbackReceiver();
        node = NodeProcess.start(folder, Map.of());
        KfConsole agent = KfConsole.logIn(node, "SELITE");
        TpiCaller victim = new TpiCaller(node).logIn("victim");
        victim.enqueue(2, thirdParty.address());
        agent.call("connect", "userid", victim.clientId());
        foreignClient = victim.clientId();
        foreignSession =
                thirdParty
                        .await("create", foreignClient, 1)
                        .getFirst()
                        .body()
                        .get("sessionId")
                        .asLong();
        victim.call(2001, "sessionId", foreignSession, "text", SECRET_WORD);
        page = new TpiCaller(node).logIn("noisy");
    }

    @AfterContainer
    static void close() throws Exception {
        node.close();
        thirdParty.close();
        assertThat(node.output()).doesNotContain("ERROR").doesNotContain("Exception");
    }

    // KF ----------------------------------------------------------------------------------------

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void kfAnswersStrangers(@ForAll("kf") List<ObjectNode> frames) throws Exception {
        try (RawSocket socket = RawSocket.open(node.webSocket("/ws/kf"))) {
            for (ObjectNode frame : frames) {
                JsonNode reply = socket.call(frame.toString());
                assertThat(reply.path("code").asInt()).as("%s", frame).isIn(440, 400);
            }
        }
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void kfAnswersAgentsOfAnotherTenant(@ForAll("kf") List<ObjectNode> frames) throws Exception {
        try (RawSocket socket = RawSocket.open(node.webSocket("/ws/kf"))) {
            ObjectNode login = object().put("method", "login").put("force_online", 1);
            socket.call(login.put("token", token("OTHER1")).toString());
            for (ObjectNode frame : frames) {
                JsonNode reply = socket.call(frame.put("userid", foreignClient).toString());
                assertThat(reply.path("code").asInt(-1))
                        .as("%s", frame)
                        .isIn(0, 400, 403, 404, 409, 440);
                assertSecret(reply);
            }
        }
    }

    @Provide
    Arbitrary<List<ObjectNode>> kf() {
        return frames(
                "method",
                List.of(
                        "set_customer_status",
                        "get_user_info",
                        "set_auto_connect_status",
                        "connect",
                        "disconnect",
                        "send_to_user",
                        "get_wait_user_list",
                        "get_current_session_list",
                        "get_chat_record",
                        "get_answer_from_ai",
                        "typing",
                        "push_rating",
                        "transform",
                        "invite",
                        "leave",
                        "pause",
                        "dance"),
                "status",
                "message",
                "bid",
                "customer_id",
                "page",
                "pagesize",
                "seq",
                "user_query");
    }

    // Admin -------------------------------------------------------------------------------------

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void adminAnswersStrangers(@ForAll("admin") List<ObjectNode> frames) throws Exception {
        try (RawSocket socket = RawSocket.open(node.webSocket("/ws/admin"))) {
            for (ObjectNode frame : frames) {
                JsonNode reply = socket.call(frame.toString());
                assertThat(reply.path("code").asInt()).as("%s", frame).isIn(-9999, -14, 200);
                assertThat(reply.has("data") && !reply.get("data").isEmpty()).isFalse();
            }
        }
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void adminAnswersAgentsOfAnotherTenant(@ForAll("admin") List<ObjectNode> frames)
            throws Exception {
        try (RawSocket socket = RawSocket.open(node.webSocket("/ws/admin"))) {
            socket.call(
                    object().put("api_key", 31000)
                            .put("call_type", 3)
                            .put("token", token("OTHER1"))
                            .toString());
            for (ObjectNode frame : frames) {
                JsonNode reply = socket.call(frame.put("gid", 1 + frame.size() % 4).toString());
                assertThat(reply.path("code").asInt())
                        .as("%s", frame)
                        .isIn(
                                200, -14, -19, -32101, -32102, -32201, -32202, -32301, -32302,
                                -32403, -32404, -34101, -34201, -34301);
                assertSecret(reply);
            }
        }
    }

    @Provide
    Arbitrary<List<ObjectNode>> admin() {
        return frames(
                "api_key",
                List.of(
                        32000, 32100, 32200, 32300, 32399, 32400, 32401, 32500, 33000, 34000, 34100,
                        34200, 34300, 1),
                "call_type",
                "group_id",
                "page_index",
                "page_size",
                "msg",
                "file_type",
                "aix",
                "status",
                "seq");
    }

    // Visitors ----------------------------------------------------------------------------------

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void visitorsAreAnswered(@ForAll("cws") List<ObjectNode> frames) throws Exception {
        URI address = node.webSocket("/webchat/cws?token=" + page.token());
        try (RawSocket socket = RawSocket.open(address)) {
            AtomicInteger mark = new AtomicInteger();
            for (ObjectNode frame : frames) {
                String id = "m" + mark.incrementAndGet();
                frame.put("messageId", id).put("sessionId", foreignSession);
                socket.send(frame.toString());
                JsonNode answer = socket.await(each -> each.path("messageId").asText().equals(id));
                assertThat(answer.path("result").asInt()).as("%s", frame).isNotZero();
                assertSecret(answer);
            }
        }
    }

    @Provide
    Arbitrary<List<ObjectNode>> cws() {
        return frames(
                "type",
                List.of(10, 102, 103, 104, 110, 111, 112, 113, 120, 199, 200, 301, 2001, -1),
                "time",
                "queueId",
                "from",
                "tracks",
                "requestId",
                "rating",
                "content",
                "msg",
                "rsId");
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void noiseIsAnsweredEverywhere(@ForAll("noise") String noise) throws Exception {
        for (String path : List.of("/ws/kf", "/ws/admin")) {
            try (RawSocket socket = RawSocket.open(node.webSocket(path))) {
                assertThat(socket.call(noise).has("code")).isTrue();
            }
        }
    }

    @Provide
    Arbitrary<String> noise() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(300),
                Arbitraries.strings().withChars("{}[]\",:#/*'\\ue0\u0000").ofMaxLength(80),
                Arbitraries.integers().between(1, 30_000).map(n -> "[".repeat(n)),
                Arbitraries.integers().between(1, 10_000).map(n -> "{a:".repeat(n) + "1"),
                Arbitraries.integers().between(1, 60_000).map(n -> "{a:'" + "x".repeat(n) + "'}"));
    }

    /** Frames that come in one burst with the end of the login are not served any more. */
    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void afterTheLogoutNobodyIsServed(
            @ForAll("kf") List<ObjectNode> kf, @ForAll("cws") List<ObjectNode> cws)
            throws Exception {
        try (RawSocket socket = RawSocket.open(node.webSocket("/ws/kf"))) {
            ObjectNode login = object().put("method", "login").put("force_online", 1);
            socket.call(login.put("token", token("OTHER1")).toString());
            socket.send("{\"method\":\"logout\"}");
            socket.sendAll(kf);
            assertThat(socket.awaitClosed()).isEqualTo(1000);
            assertThat(socket.rest()).isEmpty();
        }
        TpiCaller leaving = new TpiCaller(node).logIn("leaving");
        URI address = node.webSocket("/webchat/cws?token=" + leaving.token());
        try (RawSocket socket = RawSocket.open(address)) {
            socket.send("{messageId:'out',type:2}");
            socket.await(answer -> answer.path("messageId").asText().equals("out"));
            socket.sendAll(cws);
            assertThat(socket.awaitClosed()).isEqualTo(1000);
            assertThat(socket.rest()).isEmpty();
        }
    }

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    void whatIsTooLongEndsTheSocket(@ForAll @IntRange(min = 65_537, max = 300_000) int length)
            throws Exception {
        for (String path : List.of("/ws/kf", "/ws/admin", "/webchat/cws?token=" + page.token())) {
            try (RawSocket socket = RawSocket.open(node.webSocket(path))) {
                socket.sendAll(List.of("x".repeat(length)));
                assertThat(socket.awaitClosed()).as(path).isIn(1009, 1006);
            }
        }
    }

    // What they share ---------------------------------------------------------------------------

    private static void assertSecret(JsonNode reply) {
        assertThat(reply.toString()).doesNotContain(SECRET_WORD).doesNotContain("victim");
    }

    private static String token(String agent) throws Exception {
        return Tokens.of(node, agent);
    }

    private static ObjectNode object() {
        return TpiCaller.JSON.createObjectNode();
    }

    private static Arbitrary<List<ObjectNode>> frames(String key, List<?> kinds, String... names) {
        return Combinators.combine(
                        Arbitraries.of(kinds),
                        Arbitraries.maps(Arbitraries.of(names), values()).ofMaxSize(6))
                .as(
                        (kind, fields) -> {
                            ObjectNode frame = object();
                            fields.forEach((name, value) -> frame.set(name, json(value)));
                            frame.set(key, json(kind));
                            return frame;
                        })
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    private static JsonNode json(Object value) {
        return TpiCaller.JSON.valueToTree(value);
    }

    private static Arbitrary<Object> values() {
        return Arbitraries.oneOf(
                Arbitraries.strings().excludeChars('\u0000').ofMaxLength(70).map(t -> (Object) t),
                Arbitraries.longs().map(number -> (Object) number),
                Arbitraries.integers().between(-1, 7).map(number -> (Object) number),
                Arbitraries.<Object>of(
                        true,
                        1.5,
                        "",
                        List.of(),
                        List.of(Map.of("type", "text", "value", Map.of("text", "x"))),
                        Map.of("type", 1, "content", Map.of("text", "x")),
                        Map.of("url", "http://h/p")));
    }
}
