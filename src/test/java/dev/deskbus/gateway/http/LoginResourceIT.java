package dev.deskbus.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.directory.RatingOption;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.queue.QueueRules;
import dev.deskbus.port.AgentDirectory;
import dev.deskbus.port.Passwords;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /api/login} over real HTTP. */
class LoginResourceIT {
    private static final LoginLimits LIMITS = new LoginLimits(3, 8, Duration.ofHours(1));

    private final Vertx vertx = Vertx.vertx();
    private final AgentTokens tokens =
            new AgentTokens(vertx, "0123456789abcdef0123456789abcdef".getBytes());
    private final PlainPasswords passwords = new PlainPasswords();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    @BeforeEach
    void open() throws Exception {
        Router router = Router.router(vertx);
        new LoginResource(
                        vertx,
                        new People(),
                        passwords,
                        tokens,
                        new CallerAddress(List.of("127.0.0.1/32")),
                        LIMITS)
                .mount(router);
        server =
                vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .await(5, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        vertx.close().await(5, TimeUnit.SECONDS);
    }

    private HttpResponse<String> send(String method, String body, String from) throws Exception {
        return client.send(
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:" + server.actualPort() + "/api/login"))
                        .timeout(Duration.ofSeconds(10))
                        .header("X-Forwarded-For", from)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> logIn(String login, String password, String from)
            throws Exception {
        JsonObject body = new JsonObject().put("login", login).put("password", password);
        return send("POST", body.encode(), from);
    }

    private HttpResponse<String> logIn(String login, String password) throws Exception {
        return logIn(login, password, "192.0.2.1");
    }

    @Test
    void theRightPasswordIsGoodForAToken() throws Exception {
        HttpResponse<String> response = logIn("SELITE", "SELITE-demo");

        assertThat(response.statusCode()).isEqualTo(200);
        JsonObject body = new JsonObject(response.body());
        assertThat(body.fieldNames()).containsExactly("code", "msg", "token");
        assertThat(body.getInteger("code")).isZero();
        assertThat(body.getString("msg")).isEqualTo("ok");
        AgentTokens.Claims claims =
                tokens.verify(body.getString("token")).await(5, TimeUnit.SECONDS);
        assertThat(claims.agent()).isEqualTo(new AgentId("SELITE"));
        assertThat(claims.tenant()).isEqualTo(new TenantId(1));
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void whoGuessesLearnsNothing() throws Exception {
        HttpResponse<String> wrong = logIn("SELITE", "x");
        HttpResponse<String> unknown = logIn("NOBODY", "x");
        HttpResponse<String> impossible = logIn("no such. name", "x");
        HttpResponse<String> robot = logIn("BOT001", "x");

        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).isEqualTo("{\"code\":401,\"msg\":\"wrong login or password\"}");
        assertThat(List.of(unknown.body(), impossible.body(), robot.body()))
                .containsOnly(wrong.body());
        assertThat(passwords.verified).hasSize(4);
    }

    @Test
    void aDisabledAgentHearsSoOnlyWithItsPassword() throws Exception {
        assertThat(logIn("GONE01", "x").statusCode()).isEqualTo(401);
        HttpResponse<String> refused = logIn("GONE01", "GONE01-demo");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(new JsonObject(refused.body()).getInteger("code")).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "login=SELITE&password=x",
                "[]",
                "{}",
                "{\"login\":\"SELITE\"}",
                "{\"login\":\"\",\"password\":\"x\"}",
                "{\"login\":\"SELITE\",\"password\":\"\"}",
                "{\"login\":{},\"password\":\"x\"}",
                "{\"login\":\"SELITE\",\"password\":[]}",
                "{\"login\":\"SELITE\",\"password\":\"\\u0000\"}"
            })
    void whatIsNoLoginIsRefused(String body) throws Exception {
        HttpResponse<String> response = send("POST", body, "192.0.2.1");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(response.body()).getInteger("code")).isEqualTo(400);
        assertThat(passwords.verified).isEmpty();
    }

    @Test
    void longBodiesNamesAndPasswordsAreRefused() throws Exception {
        assertThat(logIn("SELITE", "x".repeat(10_000)).statusCode()).isEqualTo(400);
        assertThat(logIn("SELITE", "x".repeat(257)).statusCode()).isEqualTo(400);
        assertThat(logIn("S".repeat(65), "x").statusCode()).isEqualTo(400);
        assertThat(passwords.verified).isEmpty();
    }

    @Test
    void onlyPostIsTaken() throws Exception {
        HttpResponse<String> response = send("GET", "", "192.0.2.1");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("POST");
        assertThat(new JsonObject(response.body()).getInteger("code")).isEqualTo(405);
    }

    @Test
    void guessesAtAnAccountAreBoundedWhereverTheyComeFrom() throws Exception {
        for (int i = 1; i <= 3; i++) {
            assertThat(logIn("SELITE", "x", "192.0.2." + i).statusCode()).isEqualTo(401);
        }

        HttpResponse<String> refused = logIn("SELITE", "SELITE-demo", "192.0.2.9");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1200");
        assertThat(passwords.verified).hasSize(3);
        assertThat(logIn("AE1EA", "AE1EA-demo", "192.0.2.9").statusCode()).isEqualTo(200);
    }

    @Test
    void guessesFromAnAddressAreBoundedWhoeverTheyAreAt() throws Exception {
        for (int i = 1; i <= 8; i++) {
            assertThat(logIn("NOBODY" + i, "x").statusCode()).isEqualTo(401);
        }

        assertThat(logIn("SELITE", "SELITE-demo").statusCode()).isEqualTo(429);
        assertThat(logIn("SELITE", "SELITE-demo", "192.0.2.2").statusCode()).isEqualTo(200);
    }

    @Test
    void rightPasswordsAreNotCounted() throws Exception {
        for (int i = 0; i < 12; i++) {
            assertThat(logIn("SELITE", "SELITE-demo").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whatBreaksInsideIsNotToldInDetailNorCounted() throws Exception {
        passwords.broken = true;
        for (int i = 0; i < 4; i++) {
            HttpResponse<String> response = logIn("SELITE", "SELITE-demo");
            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).isEqualTo("{\"code\":500,\"msg\":\"internal error\"}");
        }
        passwords.broken = false;

        assertThat(logIn("SELITE", "SELITE-demo").statusCode()).isEqualTo(200);
    }

    /** The hash of a password is the password. */
    private static final class PlainPasswords implements Passwords {
        final List<String> verified = new CopyOnWriteArrayList<>();
        volatile boolean broken;

        @Override
        public Future<Boolean> verify(String password, @Nullable String hash) {
            verified.add(password);
            return broken
                    ? Future.failedFuture(new IllegalStateException("a secret"))
                    : Future.succeededFuture(password.equals(hash));
        }

        @Override
        public Future<String> hash(String password) {
            return Future.succeededFuture(password);
        }
    }

    private static final class People implements AgentDirectory {
        private static final List<Agent> AGENTS =
                List.of(agent("SELITE", true), agent("AE1EA", true), agent("GONE01", false));

        private static Agent agent(String id, boolean enabled) {
            return new Agent(
                    new AgentId(id),
                    new TenantId(1),
                    1,
                    id,
                    "",
                    "",
                    "",
                    Agent.Role.AGENT,
                    5,
                    enabled,
                    0,
                    List.of());
        }

        @Override
        public Future<Optional<Agent>> findAgent(AgentId id) {
            return Future.succeededFuture(
                    AGENTS.stream().filter(agent -> agent.id().equals(id)).findFirst());
        }

        @Override
        public Future<Optional<String>> findPasswordHash(AgentId id) {
            return findAgent(id).map(found -> found.map(agent -> agent.id() + "-demo"));
        }

        @Override
        public Future<Optional<Agent>> findAgentByNumber(TenantId tenant, long number) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Optional<QueueRules>> findQueue(QueueId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<List<RatingOption>> findRatings(TenantId tenant) {
            return Future.succeededFuture(List.of(new RatingOption(1, "满意")));
        }

        @Override
        public Future<Optional<Integration>> findIntegration(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Integration> getDefaultIntegration() {
            throw new UnsupportedOperationException();
        }
    }
}
