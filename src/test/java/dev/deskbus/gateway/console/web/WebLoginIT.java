package dev.deskbus.gateway.console.web;

import static dev.deskbus.gateway.console.Demo.AE1EA;
import static dev.deskbus.gateway.console.Demo.GONE;
import static dev.deskbus.gateway.console.Demo.SELITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.gateway.console.Console;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who comes in, and how: by the first frame or a ticket, never by a token in an address. */
class WebLoginIT {
    private WebHouse house;

    @BeforeEach
    void open() throws Exception {
        house = new WebHouse();
    }

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    private static JsonObject token(String token) {
        return new JsonObject().put("token", token);
    }

    private String ticket() throws Exception {
        HttpResponse<String> response =
                house.http(
                        "POST",
                        "/eventbus/ticket",
                        "Authorization",
                        "Bearer " + house.token(SELITE));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        return new JsonObject(response.body()).getString("ticket");
    }

    private int rejected(String path, Map<String, String> headers) {
        try {
            house.open(path, headers);
            return 101;
        } catch (ExecutionException e) {
            return ((UpgradeRejectedException) e.getCause()).getStatus();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void byATokenInTheFirstFrame() throws Exception {
        Browser browser = house.connectSockJs();

        JsonObject welcome = browser.ask("login", token(house.token(SELITE)));

        assertThat(welcome.getString("channel")).startsWith("web.out.");
        assertThat(welcome.getJsonObject("agent").getString("id")).isEqualTo("SELITE");
        assertThat(welcome.getLong("expires_at")).isGreaterThan(System.currentTimeMillis());
        assertThat(welcome.encode()).doesNotContain(house.token(SELITE));
        assertThat(house.presence.row(SELITE.id()).connected()).isTrue();
    }

    @Test
    void byATicketInTheFirstFrameOnce() throws Exception {
        JsonObject ticket = new JsonObject().put("ticket", ticket());

        house.connect().ask("login", ticket);

        assertThat(house.connect().refused("login", ticket)).isEqualTo(401);
    }

    @Test
    void byATicketAtTheHandshakeOnce() throws Exception {
        String path = WebHouse.RAW + "?ticket=" + ticket();

        Browser browser = new Browser(house.open(path, Map.of()), false);

        browser.ask("login", new JsonObject());
        assertThat(rejected(path, Map.of())).isEqualTo(401);
        assertThat(rejected(WebHouse.SOCKJS + "?ticket=", Map.of())).isEqualTo(401);
    }

    @Test
    void neverByATokenInTheAddress() throws Exception {
        for (String path : List.of(WebHouse.RAW, WebHouse.SOCKJS)) {
            assertThat(rejected(path + "?ticket=" + house.token(SELITE), Map.of())).isEqualTo(401);
        }
        Browser browser =
                new Browser(
                        house.open(WebHouse.RAW + "?token=" + house.token(SELITE), Map.of()),
                        false);
        assertThat(browser.refused("login", new JsonObject())).isEqualTo(401);
        assertThat(browser.refused("state", new JsonObject())).isEqualTo(401);
    }

    @Test
    void strangersHearNothingAndMayDoNothing() throws Exception {
        Browser browser = house.connect();

        for (String verb : List.of("say", "state", "resume", "accept", "watch", "nonsense")) {
            JsonObject answer = browser.request(verb, new JsonObject());
            assertThat(answer.getString("body")).as(verb).isEqualTo("not_logged_in");
            assertThat(answer.getInteger("failureCode")).isEqualTo(401);
        }
        assertThat(browser.call("{\"type\":\"register\",\"address\":\"web.out.x\"}").encode())
                .contains("not_logged_in");
        assertThat(browser.call("{\"type\":\"send\",\"address\":\"session.96\"}").encode())
                .contains("access_denied");
        assertThat(house.bus.asked).isEmpty();
        assertThat(house.bus.told).isEmpty();
        assertThat(house.bus.published).isEmpty();
        assertThat(house.bus.listening()).isZero();
    }

    @Test
    void whoShowsABadTokenIsSoonLetGo() throws Exception {
        Browser browser = house.connectSockJs();

        assertThat(browser.refused("login", token("x.y.z"))).isEqualTo(401);
        assertThat(browser.refused("login", token(house.token(GONE)))).isEqualTo(403);

        assertThat(browser.next().getString("body")).isEqualTo("not_logged_in");
        assertThat(browser.socket().next()).isEqualTo("c[4401,\"not logged in\"]");
        assertThat(browser.socket().closeCode()).isEqualTo(4401);
    }

    @Test
    void ofTwoLoginsTheLastWinsUnlessItSaysOtherwise() throws Exception {
        Browser first = house.connectSockJs();
        first.logIn(house.token(SELITE));
        Browser polite = house.connect();

        assertThat(polite.refused("login", token(house.token(SELITE)).put("force", false)))
                .isEqualTo(409);
        polite.logIn(house.token(SELITE));

        assertThat(first.next().getString("body")).isEqualTo("logged_in_elsewhere");
        assertThat(first.socket().next()).isEqualTo("c[4409,\"logged in elsewhere\"]");
        assertThat(first.socket().closeCode()).isEqualTo(4409);
    }

    @Test
    void pagesOfOtherOriginsStayOutside() throws Exception {
        assertThat(rejected(WebHouse.SOCKJS, Map.of("Origin", "https://evil.example")))
                .isEqualTo(403);
        assertThat(rejected(WebHouse.RAW, Map.of("Origin", "null"))).isEqualTo(403);
        assertThat(rejected(WebHouse.SOCKJS, Map.of("Origin", "http://127.0.0.1:1")))
                .isEqualTo(101);
        try (WebHouse listed = new WebHouse(600, List.of("https://desk.example"))) {
            for (String path : List.of("/eventbus/info", "/eventbus/ticket")) {
                String method = path.endsWith("info") ? "GET" : "POST";
                assertThat(listed.http(method, path, "Origin", "https://evil.example").statusCode())
                        .isEqualTo(403);
                HttpResponse<String> asked =
                        listed.http("OPTIONS", path, "Origin", "https://desk.example");
                assertThat(asked.statusCode()).isEqualTo(204);
                assertThat(asked.headers().firstValue("Access-Control-Allow-Origin"))
                        .contains("https://desk.example");
            }
            assertThatThrownBy(
                            () ->
                                    listed.open(
                                            WebHouse.RAW,
                                            Map.of("Origin", "https://desk.example.evil")))
                    .hasCauseInstanceOf(UpgradeRejectedException.class);
        }
    }

    @Test
    void sockJsIsToldThatThereAreSockets() throws Exception {
        JsonObject info = new JsonObject(house.http("GET", "/eventbus/info").body());

        assertThat(info.getBoolean("websocket")).isTrue();
        assertThat(info.getBoolean("cookie_needed")).isFalse();
        assertThat(info.getJsonArray("origins").encode()).isEqualTo("[\"*:*\"]");
        assertThat(info.getLong("entropy")).isBetween(0L, (1L << 32) - 1);
        assertThat(house.http("GET", "/eventbus/ticket").statusCode()).isEqualTo(405);
        assertThat(house.http("POST", "/eventbus/ticket").statusCode()).isEqualTo(401);
        assertThat(house.http("GET", "/eventbus").body()).isEqualTo("Welcome to SockJS!\n");
        assertThat(house.http("POST", "/eventbus/000/abc/xhr").statusCode()).isEqualTo(404);
        assertThat(house.http("GET", "/eventbus/iframe.html").statusCode()).isEqualTo(404);
    }

    /** Though it says nothing itself. */
    @Test
    void whoseLoginIsRevokedIsCutOff() throws Exception {
        house.beginRounds();
        Browser browser = house.logIn(SELITE);
        Browser other = house.logIn(AE1EA);
        browser.resume(new JsonObject());

        house.epoch.set(1);

        for (Browser each : List.of(browser, other)) {
            assertThat(each.socket().closeCode()).isEqualTo(4401);
        }
    }

    /** It would go on being shown who waits in queues that are not its own any more. */
    @Test
    void whoHasOtherQueuesByNowIsToldToComeBack() throws Exception {
        house.beginRounds();
        Browser browser = house.logIn(SELITE);
        Browser other = house.logIn(AE1EA);
        browser.resume(new JsonObject());
        Agent now =
                new Agent(
                        SELITE.id(),
                        SELITE.tenant(),
                        SELITE.number(),
                        SELITE.name(),
                        SELITE.alias(),
                        SELITE.icon(),
                        SELITE.comments(),
                        SELITE.role(),
                        SELITE.capacity(),
                        true,
                        SELITE.robotType(),
                        List.of());

        house.directory.changed.put(SELITE.id(), now);

        assertThat(browser.socket().closeCode()).isEqualTo(1012);
        other.ask("agents", new JsonObject());
    }

    @Test
    void aSecondLoginIsNone() throws Exception {
        Browser browser = house.logIn(SELITE);

        assertThat(browser.refused("login", token(house.token(AE1EA)))).isEqualTo(400);
        browser.ask("agents", new JsonObject());
    }

    @Test
    void whoLogsOutIsGoneAtOnce() throws Exception {
        Browser browser = house.logIn(SELITE);

        browser.send(Browser.frame("send", "web.in.logout"));

        assertThat(browser.socket().closeCode()).isEqualTo(1000);
        assertThat(house.presence.row(SELITE.id()).present()).isFalse();
    }

    @Test
    void longFramesAndTooManyAreNamedBeforeTheEnd() throws Exception {
        Browser browser = house.connectSockJs();
        browser.socket().send("[\"" + "x".repeat(70_000) + "\"]");
        assertThat(browser.next().getString("body")).isEqualTo("frame_too_long");
        assertThat(browser.socket().next()).startsWith("c[1009,");
        assertThat(browser.socket().closeCode()).isEqualTo(1009);

        Browser noise = house.connectSockJs();
        noise.socket().send("no array");
        assertThat(noise.next().getString("body")).isEqualTo("invalid_json");
        assertThat(noise.socket().closeCode()).isEqualTo(1007);

        try (WebHouse strict = new WebHouse(5, List.of())) {
            Browser eager = strict.connectSockJs();
            eager.logIn(strict.token(SELITE));
            for (int i = 0; i < 4; i++) {
                eager.ask("agents", new JsonObject());
            }
            for (int i = 0; i < 3; i++) {
                eager.send(BridgeCodec.PING);
                eager.send(Browser.frame("send", "web.in.agents"));
            }
            assertThat(eager.next().getString("body")).isEqualTo("too_many_frames");
            assertThat(eager.socket().next()).isEqualTo("c[4429,\"too many frames\"]");
            assertThat(eager.socket().closeCode()).isEqualTo(4429);
        }
    }

    @Test
    void binaryFramesAreNoFrames() throws Exception {
        Console socket = house.open(WebHouse.RAW, Map.of());

        socket.socket().writeBinaryMessage(io.vertx.core.buffer.Buffer.buffer("{}"));

        assertThat(socket.json().getString("body")).isEqualTo("invalid_json");
        assertThat(socket.closeCode()).isEqualTo(1003);
    }
}
