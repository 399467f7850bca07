package dev.deskbus.gateway.tpi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.client.Signing;
import dev.deskbus.domain.client.Signing.Rule;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.robot.FaqEntry;
import dev.deskbus.domain.session.Message;
import dev.deskbus.gateway.http.CallerAddress;
import dev.deskbus.gateway.http.Md5Sign;
import dev.deskbus.gateway.tpi.RobotSearchResource.Bound;
import dev.deskbus.port.FaqSearch;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search form over real HTTP, as the vendor's guide has it. */
class RobotSearchIT implements FaqSearch {
    private static final String KEY = "123456";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Vertx vertx = Vertx.vertx();
    private final FakeDirectory directory = new FakeDirectory();
    private final List<String> asked = new ArrayList<>();
    private volatile Future<List<Hit>> found = Future.succeededFuture(List.of());
    private HttpServer server;

    @BeforeEach
    void open() throws Exception {
        Router router = Router.router(vertx);
        new RobotSearchResource(vertx, directory, this, new Bound(new CallerAddress(List.of()), 3))
                .mount(router);
        server =
                vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .await(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Override
    public Future<List<Hit>> search(TenantId tenant, String text, int most) {
        asked.add(tenant.value() + " " + text + " " + most);
        return found;
    }

    private static Map<String, String> form(String question) {
        return Map.of("epid", "default", "action", "search", "question", question);
    }

    /** The same, signed. */
    private static Map<String, String> signed(Map<String, String> form, String key) {
        var all = new HashMap<>(form);
        all.put("sign", Md5Sign.ofForm(form.entrySet(), key));
        return all;
    }

    @Test
    void theSampleIsAnsweredAsTheGuideShows() throws Exception {
        directory.signings.put("default", new Signing(Rule.REQUIRED, KEY, null));
        found = Future.succeededFuture(List.of(hit("测试<b>&\"一下\"</b>测试", 0, 2, 14, 16)));

        JsonObject reply = post("/webchat/robotSearch", signed(form("测试"), KEY));

        assertThat(reply).isEqualTo(new JsonObject(WireFiles.text("replies/robot-search.json")));
        assertThat(asked).containsExactly("1 测试 10");
    }

    @Test
    void whoSearchesTooOftenIsToldToWaitAndATrustedServerIsNot() throws Exception {
        for (int i = 0; i < 4; i++) {
            assertThat(post("/webchat/robotSearch", form("火星")).getInteger("result")).isEqualTo(1);
        }
        directory.trustedCallers = List.of("10.0.0.0/8");
        for (int i = 0; i < 3; i++) {
            assertThat(post("/webchat/robotSearch", form("火星")).getInteger("result")).isEqualTo(1);
        }
        asked.clear();

        JsonObject reply = post("/webchat/robotSearch", form("火星"));

        assertThat(reply.getInteger("result")).isEqualTo(-100);
        assertThat(reply.getString("message")).startsWith("系统繁忙，请稍后重试");
        assertThat(asked).isEmpty();
    }

    @Test
    void theGuidesExampleOfASignIsTheOneThatIsWanted() {
        assertThat(
                        Md5Sign.ofForm(
                                Map.of("action", "search", "epid", "E00001", "question", "测试")
                                        .entrySet(),
                                KEY))
                .isEqualTo(Md5Sign.ofBody(Buffer.buffer("searchE00001测试"), KEY));
    }

    @Test
    void whatIsNotFoundIsAnEmptyList() throws Exception {
        JsonObject reply = post("/EliteWebChat/robotSearch", form("火星"));

        assertThat(reply.encode())
                .isEqualTo(
                        """
                        {"searchResult":{"question":"火星","srs":[]},"result":1,"message":""}""");
    }

    @Test
    void aWrongSignIsRefusedWhereverThereIsAKey() throws Exception {
        directory.signings.put("default", new Signing(Rule.OPTIONAL, KEY, null));
        var tampered = new HashMap<>(signed(form("测试"), KEY));
        tampered.put("question", "测试2");

        assertThat(result(signed(form("测试"), "654321"))).isEqualTo(-30);
        assertThat(result(tampered)).isEqualTo(-30);
        assertThat(asked).isEmpty();

        assertThat(result(signed(form("测试"), KEY))).isEqualTo(1);
        assertThat(result(form("测试"))).isEqualTo(1);
    }

    @Test
    void aSignThatIsRequiredMustBeThere() throws Exception {
        directory.signings.put("default", new Signing(Rule.REQUIRED, KEY, null));
        directory.signings.put("main", new Signing(Rule.REQUIRED, KEY, null));

        assertThat(result(form("测试"))).isEqualTo(-30);
        assertThat(result(Map.of())).isEqualTo(-30);
    }

    @Test
    void whereSignsAreOffNoneIsLookedAt() throws Exception {
        directory.signings.put("default", new Signing(Rule.OFF, KEY, null));

        assertThat(result(signed(form("测试"), "654321"))).isEqualTo(1);
    }

    @Test
    void parametersMustBeThereAndGood() throws Exception {
        assertThat(result(Map.of("epid", "default", "action", "search"))).isEqualTo(-14);
        assertThat(result(Map.of("epid", "default", "question", "x"))).isEqualTo(-14);
        assertThat(result(Map.of("epid", "default", "action", "search", "question", " ")))
                .isEqualTo(-14);
        assertThat(result(Map.of("epid", "default", "action", "delete", "question", "x")))
                .isEqualTo(-14);
        assertThat(result(Map.of("epid", "nobody", "action", "search", "question", "x")))
                .isEqualTo(-14);
        assertThat(result(Map.of("action", "search", "question", "x"))).isEqualTo(1);
        assertThat(asked).containsExactly("1 x 10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"question=%", "question=%zz", "question=\u00e9%ff%"})
    void whatIsNoFormIsRefused(String body) throws Exception {
        byte[] broken = {'q', '=', (byte) 0xff};

        for (byte[] sent : List.of(body.getBytes(StandardCharsets.UTF_8), broken)) {
            JsonObject reply = send("POST", "/webchat/robotSearch", sent);
            assertThat(reply.getInteger("result")).isEqualTo(-8);
        }
    }

    @Test
    void aBodyThatIsTooLongIsRefused() throws Exception {
        assertThat(result(form("x".repeat(70_000)))).isEqualTo(-14);
    }

    @Test
    void onlyPostIsServed() throws Exception {
        HttpResponse<String> response =
                HTTP.send(
                        HttpRequest.newBuilder(uri("/webchat/robotSearch?action=search")).build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(new JsonObject(response.body()).getInteger("result")).isEqualTo(-8);
    }

    @Test
    void whatBreaksInsideIsNotTold() throws Exception {
        found = Future.failedFuture(new IllegalStateException("a secret"));

        JsonObject reply = post("/webchat/robotSearch", form("x"));

        assertThat(reply.getInteger("result")).isEqualTo(-100);
        assertThat(reply.encode()).doesNotContain("a secret");
    }

    private static Hit hit(String excerpt, int... marks) {
        List<Mark> all = new ArrayList<>();
        for (int i = 0; i < marks.length; i += 2) {
            all.add(new Mark(marks[i], marks[i + 1]));
        }
        return new Hit(
                new FaqEntry(
                        "test",
                        new TenantId(1),
                        null,
                        "怎么测试",
                        List.of(),
                        Message.Text.plain(excerpt)),
                excerpt,
                all);
    }

    private int result(Map<String, String> form) throws Exception {
        return post("/webchat/robotSearch", form).getInteger("result");
    }

    private JsonObject post(String path, Map<String, String> form) throws Exception {
        String body =
                form.entrySet().stream()
                        .map(
                                field ->
                                        field.getKey()
                                                + "="
                                                + URLEncoder.encode(
                                                        field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        return send("POST", path, body.getBytes(StandardCharsets.UTF_8));
    }

    private JsonObject send(String method, String path, byte[] body) throws Exception {
        HttpResponse<String> response =
                HTTP.send(
                        HttpRequest.newBuilder(uri(path))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                .isEqualTo("application/json; charset=utf-8");
        return new JsonObject(response.body());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.actualPort() + path);
    }
}
