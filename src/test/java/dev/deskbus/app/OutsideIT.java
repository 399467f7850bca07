package dev.deskbus.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is promised to those who run a node, or look at it, from outside. */
class OutsideIT {
    @TempDir static Path folder;
    private static NodeProcess node;

    @BeforeAll
    static void startNode() throws Exception {
        node = NodeProcess.start(folder, Map.of());
    }

    @AfterAll
    static void stopNode() throws Exception {
        node.close();
    }

    @Test
    void itSaysWhenItIsReadyAndShowsTheLogins() throws Exception {
        String output =
                Await.until(
                        Duration.ofSeconds(10),
                        node::output,
                        text -> text.contains("Deskbus is ready"));

        assertThat(output)
                .contains("http://127.0.0.1:" + node.httpPort() + "/EliteWebChat/tpi")
                .contains("SELITE / SELITE-demo")
                .contains("lori / lori-demo");
    }

    @Test
    void metricsAreInTheFormatOfPrometheus() throws Exception {
        new TpiCaller(node).logIn("measured").enqueue(6, "http://127.0.0.1:9");

        String waiting =
                Await.until(
                        Duration.ofSeconds(20),
                        () -> get("/metrics"),
                        text -> figure(text, "deskbus_callbacks_waiting") > 0);

        assertThat(figure(waiting, "deskbus_shards_owned")).isEqualTo(64);
        assertThat(figure(waiting, "deskbus_lease_held")).isEqualTo(1);
        assertThat(waiting).contains("# TYPE jvm_memory_used_bytes gauge");
    }

    /** The client of the JDK asks each server for HTTP/2 first. */
    @Test
    void whoeverOffersHttp2IsAnsweredInHttp1() throws Exception {
        HttpResponse<String> answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(node.http("/health"))
                                        .version(HttpClient.Version.HTTP_2)
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void aSecondConsoleIsRefusedUnlessItForcesItsWay() throws Exception {
        String token = KfConsole.token(node, "SELITE");
        URI root = URI.create("ws://127.0.0.1:" + node.kfPort() + "/");
        KfConsole first = KfConsole.connect(root);
        assertThat(first.call("login", "token", token).path("code").asInt(-1)).isZero();
        KfConsole second = KfConsole.connect(node.webSocket("/ws/kf"));

        JsonNode refused = second.call("login", "token", token);
        JsonNode forced = second.call("login", "token", token, "force_online", 1);

        assertThat(refused.path("code").asInt()).isEqualTo(490);
        assertThat(refused.path("msg").asText()).isEqualTo("该账号已在别处登录");
        assertThat(forced.path("code").asInt(-1)).isZero();
        JsonNode out = first.await(frame -> frame.path("code").asInt() == 492);
        assertThat(out.path("msg").asText()).isEqualTo("该账号已在别处登录，你已被强制下线");
        assertThat(first.awaitClosed()).isEqualTo(4409);
        second.logOut();
    }

    @Test
    void aBeatComesEveryTenSeconds() throws Exception {
        KfConsole agent = KfConsole.logIn(node, "AE1EA");

        long first = agent.awaitBeat();
        long second = agent.awaitBeat();

        assertThat(Duration.ofNanos(second - first))
                .isBetween(Duration.ofSeconds(8), Duration.ofSeconds(12));
        agent.logOut();
    }

    @Test
    void badTokensAreRefusedInTheDocumentsWords() throws Exception {
        KfConsole stranger = KfConsole.connect(node.webSocket("/ws/kf"));

        JsonNode reply = stranger.call("login", "token", "x");

        assertThat(reply.toString()).isEqualTo("{\"code\":440,\"msg\":\"Invalid token\"}");
        stranger.close();
    }

    @Test
    void withoutASettingThereIsNoWeChatBridge() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(node.http("/webchat/pulse.do"))
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build();

        assertThat(
                        HttpClient.newHttpClient()
                                .send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode())
                .isEqualTo(404);
    }

    private static String get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(node.http(path)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static double figure(String metrics, String name) {
        Matcher line = Pattern.compile("(?m)^" + name + "(?:\\{[^}]*})? (\\S+)$").matcher(metrics);
        return line.find() ? Double.parseDouble(line.group(1)) : -1;
    }
}
