package dev.deskbus.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is there, as others see it: reloads, kills, forced logins, logins at the same moment. */
class PresenceTruthIT {
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
    void aPageThatIsLoadedAgainShowsNobodyAnythingAndLosesNoWord() throws Exception {
        try (KfConsole boss = KfConsole.logIn(node, "BOSS1")) {
            KfConsole first = KfConsole.logIn(node, "SELITE");
            boss.await(frame -> isOf(frame, "login_push", 1));
            TpiCaller visitor = new TpiCaller(node).logIn("reload-1");
            long session = begin(visitor, first);
            first.close();
            try (KfConsole again = login("SELITE", 0)) {
                say(visitor, session, "still there?");
                assertThat(again.push("connect_list_push", visitor.clientId()).toString())
                        .contains("still there?");
                JsonNode next = boss.call("get_wait_user_list");
                assertThat(next.path("code").asInt(-1)).isZero();
                assertThat(boss.seen()).noneMatch(frame -> isOf(frame, "logout_push", 1));
                assertThat(boss.seen().stream().filter(frame -> isOf(frame, "login_push", 1)))
                        .hasSize(1);
                done(again.call("disconnect", "userid", visitor.clientId()));
                again.logOut();
            }
            boss.await(frame -> isOf(frame, "logout_push", 1));
        }
    }

    @Test
    void aConsoleThatIsKilledIsGoneWithinHalfAMinute() throws Exception {
        try (KfConsole boss = KfConsole.logIn(node, "BOSS1")) {
            KfConsole killed = KfConsole.logIn(node, "000169");
            boss.await(frame -> isOf(frame, "login_push", 3));
            killed.close();
            TpiCaller visitor = new TpiCaller(node).logIn("nobody-1");
            visitor.enqueue(1, thirdParty.address());

            long killedAt = System.nanoTime();
            JsonNode gone =
                    Await.until(
                                    Duration.ofSeconds(30),
                                    () ->
                                            boss.seen().stream()
                                                    .filter(f -> isOf(f, "logout_push", 3))
                                                    .toList(),
                                    frames -> !frames.isEmpty())
                            .getFirst();

            assertThat(gone.path("customer_name").asText()).isEqualTo("nsnp663");
            assertThat(Duration.ofNanos(System.nanoTime() - killedAt))
                    .as("not before the grace time")
                    .isGreaterThan(Duration.ofSeconds(15));
            assertThat(thirdParty.calls("create", visitor.clientId()))
                    .as("nothing was given to who is not there")
                    .isEmpty();
        }
    }

    @Test
    void aForcedLoginElsewhereTakesTheSessionsAlong() throws Exception {
        KfConsole first = KfConsole.logIn(node, "AE1EA");
        TpiCaller visitor = new TpiCaller(node).logIn("forced-1");
        long session = begin(visitor, first);
        try (KfConsole second = login("AE1EA", 1)) {
            first.await(frame -> frame.path("code").asInt() == 492);
            assertThat(first.awaitClosed()).isEqualTo(4409);
            assertThat(second.call("get_current_session_list").toString())
                    .contains(visitor.clientId());
            say(visitor, session, "hello again");
            assertThat(second.push("connect_list_push", visitor.clientId()).toString())
                    .contains("hello again");
            done(second.say(visitor.clientId(), "here"));
            done(second.call("disconnect", "userid", visitor.clientId()));
            second.logOut();
        }
    }

    @Test
    void ofManyLoginsAtTheSameMomentOneIsLeft() throws Exception {
        String token = KfConsole.token(node, "SELITE");
        for (int round = 0; round < 5; round++) {
            List<KfConsole> consoles =
                    List.of(connect(), connect(), connect(), connect(), connect(), connect());
            List<CompletableFuture<JsonNode>> logins =
                    consoles.stream()
                            .map(each -> CompletableFuture.supplyAsync(() -> attempt(each, token)))
                            .toList();
            for (CompletableFuture<JsonNode> each : logins) {
                assertThat(each.get(20, TimeUnit.SECONDS).path("code").asInt()).isIn(0, 492);
            }
            List<KfConsole> left =
                    Await.until(
                            Duration.ofSeconds(10),
                            () -> consoles.stream().filter(each -> !each.isClosed()).toList(),
                            open -> open.size() == 1);
            done(left.getFirst().call("set_customer_status", "status", 1));
            left.getFirst().logOut();
        }
    }

    private static JsonNode attempt(KfConsole console, String token) {
        try {
            return console.call("login", "token", token, "force_online", 1);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static KfConsole connect() {
        return KfConsole.connect(node.webSocket("/ws/kf"));
    }

    private static KfConsole login(String agent, int force) throws Exception {
        KfConsole console = connect();
        Await.until(
                Duration.ofSeconds(10),
                () ->
                        console.call(
                                "login",
                                "token",
                                KfConsole.token(node, agent),
                                "force_online",
                                force),
                reply -> reply.path("code").asInt() == 0);
        return console;
    }

    private static boolean isOf(JsonNode frame, String method, long customer) {
        return frame.path("method").asText().equals(method)
                && frame.path("customer_id").asLong() == customer;
    }

    /** In the queue from which agents pick. */
    private static long begin(TpiCaller visitor, KfConsole agent) throws Exception {
        visitor.enqueue(2, thirdParty.address());
        agent.push("wait_list_push", visitor.clientId());
        done(agent.call("connect", "userid", visitor.clientId()));
        return thirdParty
                .await("create", visitor.clientId(), 1)
                .getFirst()
                .body()
                .path("sessionId")
                .asLong();
    }

    private static void say(TpiCaller visitor, long session, String text) throws Exception {
        JsonNode reply = visitor.call(2001, "sessionId", session, "text", text);
        assertThat(reply.path("result").asInt()).as("%s", reply).isEqualTo(1);
    }

    private static void done(JsonNode reply) {
        assertThat(reply.path("code").asInt(-99)).as("%s", reply).isZero();
    }
}
