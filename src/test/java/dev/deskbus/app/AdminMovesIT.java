package dev.deskbus.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Agents on different consoles in one session, on the packaged node: everybody is told what its
 * document promises.
 */
class AdminMovesIT {
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
        assertThat(node.output()).doesNotContain("ERROR");
    }

    /** Who is in the session by the n-th callback that says so. */
    private static List<String> agents(TpiCaller visitor, int n) throws Exception {
        List<String> ids = new ArrayList<>();
        thirdParty
                .await("agentsUpdate", visitor.clientId(), n)
                .get(n - 1)
                .body()
                .get("agents")
                .forEach(agent -> ids.add(agent.get("id").asText()));
        return ids;
    }

    private static void say(TpiCaller visitor, long session, String text) throws Exception {
        assertThat(visitor.call(2001, "sessionId", session, "text", text).path("result").asInt())
                .isEqualTo(1);
    }

    /** Picked up on KF; its session. */
    private static long pickUp(TpiCaller visitor, KfConsole agent) throws Exception {
        visitor.enqueue(2, thirdParty.address());
        assertThat(agent.call("connect", "userid", visitor.clientId()).path("code").asInt())
                .isZero();
        return thirdParty
                .await("create", visitor.clientId(), 1)
                .getFirst()
                .body()
                .get("sessionId")
                .asLong();
    }

    /** Who is in the session. */
    private record Scene(
            KfConsole elite,
            AdminConsole lori,
            AdminConsole third,
            TpiCaller visitor,
            long session) {
        String client() {
            return visitor.clientId();
        }
    }

    private static void assertDone(JsonNode reply) {
        assertThat(reply.path("code").asInt(-1)).as("%s", reply).isZero();
    }

    @Test
    void pickedUpOnKfJoinedFromAdminTransferredThereAndClosed() throws Exception {
        try (KfConsole elite = KfConsole.logIn(node, "SELITE");
                AdminConsole lori = AdminConsole.logIn(node, "AE1EA");
                AdminConsole third = AdminConsole.logIn(node, "000169", "ended")) {
            TpiCaller visitor = new TpiCaller(node).logIn("moves");
            long session = pickUp(visitor, elite);
            say(visitor, session, "one");
            Scene scene = new Scene(elite, lori, third, visitor, session);

            long gid = join(scene);
            read(lori, gid);
            transfer(scene, gid);
            close(scene, gid);
        }
    }

    /** The colleague on KF asks in the one who is on admin. */
    private static long join(Scene scene) throws Exception {
        assertDone(scene.elite().call("invite", "userid", scene.client(), "customer_id", 2));

        JsonNode came = scene.lori().await(32401);
        long gid = came.at("/data/gid").asLong();
        assertThat(came.at("/data/guest_info/client_id").asText()).isEqualTo(scene.client());
        assertThat(came.at("/data/recs").findValuesAsText("msg")).contains("one");
        assertThat(agents(scene.visitor(), 1)).containsExactlyInAnyOrder("SELITE", "AE1EA");
        say(scene.visitor(), scene.session(), "two");
        JsonNode heard = scene.lori().await(32399, gid);
        assertThat(heard.at("/data/message_info/msg").asText()).isEqualTo("two");
        scene.elite().push("connect_list_push", scene.client());
        scene.lori().ask(32300, "gid", gid, "msg", "from admin");
        JsonNode called = thirdParty.await("msg", scene.client(), 1).getFirst().body();
        assertThat(called.get("agentId").asText()).isEqualTo("AE1EA");
        return gid;
    }

    private static void read(AdminConsole lori, long gid) throws Exception {
        String unread = "/guest_list/" + gid + "/unread";
        assertThat(lori.ask(32000).at(unread).asInt()).isEqualTo(2);
        assertThat(lori.ask(32200, "gid", gid, "group_id", 2).get("gid").asLong()).isEqualTo(gid);
        assertThat(lori.ask(32000).at(unread).asInt()).isZero();
        assertThat(lori.pushes(32200, gid)).isEmpty();
    }

    private static void transfer(Scene scene, long gid) throws Exception {
        AdminConsole lori = scene.lori();
        JsonNode handed = lori.ask(32400, "gid", gid, "aix", "000169");
        assertThat(handed.get("gid").asLong()).isEqualTo(gid);
        assertThat(handed.at("/data/aix").asText()).isEqualTo("000169");
        assertThat(lori.await(32402, gid).at("/data/data/aix").asText()).isEqualTo("000169");
        JsonNode received = scene.third().await(32401, gid);
        assertThat(received.at("/data/recs").findValuesAsText("msg"))
                .contains("one", "two", "from admin");
        assertThat(agents(scene.visitor(), 2)).containsExactly("000169");
        scene.elite().push("transfer_push", scene.client());
        say(scene.visitor(), scene.session(), "three");
        JsonNode heard = scene.third().await(32399, gid);
        assertThat(heard.at("/data/message_info/msg").asText()).isEqualTo("three");
        assertNoTalk(lori, gid);
        assertThat(lori.words(gid)).containsExactly("two");
    }

    /** By the other console of the same agent. */
    private static void close(Scene scene, long gid) throws Exception {
        AdminConsole third = scene.third();
        KfConsole other = KfConsole.logIn(node, "000169");
        assertThat(third.ask(33000).at("/admin_list/000169/load").asInt()).isEqualTo(1);

        assertDone(other.call("disconnect", "userid", scene.client()));

        JsonNode closed = thirdParty.await("close", scene.client(), 1).getFirst().body();
        assertThat(closed.get("sessionId").asLong()).isEqualTo(scene.session());
        JsonNode late = scene.visitor().call(2001, "sessionId", scene.session(), "text", "x");
        assertThat(late.path("result").asInt()).isEqualTo(-11);
        assertNoTalk(third, gid);
        other.logOut();
        assertThat(third.ask(33000).at("/admin_list/000169/status").asInt()).isEqualTo(1);
    }

    private static void assertNoTalk(AdminConsole console, long gid) throws Exception {
        assertThat(console.call(32300, "gid", gid, "msg", "x").get("code").asInt())
                .isEqualTo(-32301);
    }

    @Test
    void aTransferThatCannotBeSaysWhy() throws Exception {
        try (AdminConsole lori = AdminConsole.logIn(node, "AE1EA")) {
            TpiCaller visitor = new TpiCaller(node).logIn("stuck");
            visitor.enqueue(1, thirdParty.address());
            long gid = lori.await(32401).at("/data/gid").asLong();

            for (Map.Entry<String, String> each :
                    Map.of(
                                    "NOBODY", "客服不存在",
                                    "OTHER1", "客服不存在",
                                    "BOT001", "客服不存在",
                                    "AE1EA", "不能转接给自己",
                                    "2", "不能转接给自己",
                                    "GONE01", "客服不在线")
                            .entrySet()) {
                JsonNode reply = lori.call(32400, "gid", gid, "aix", each.getKey());
                assertThat(reply.get("code").asInt()).as(each.getKey()).isEqualTo(-32404);
                assertThat(reply.get("message").asText()).isEqualTo(each.getValue());
            }
            assertThat(lori.pushes(32402, gid)).isEmpty();
            assertThat(lori.ask(34300, "gid", gid).get("gid").asLong()).isEqualTo(gid);
            thirdParty.await("close", visitor.clientId(), 1);
        }
    }

    @Test
    void whoIsPausedIsGivenNobodyAndKeepsWhomItHas() throws Exception {
        try (AdminConsole lori = AdminConsole.logIn(node, "AE1EA")) {
            TpiCaller first = new TpiCaller(node).logIn("before-pause");
            first.enqueue(1, thirdParty.address());
            long gid = lori.await(32401).at("/data/gid").asLong();

            assertThat(lori.ask(32500, "status", 1)).isEmpty();
            assertThat(lori.ask(32500, "status", 1)).isEmpty();
            TpiCaller second = new TpiCaller(node).logIn("while-paused");
            long request = second.enqueue(1, thirdParty.address());
            lori.ask(32300, "gid", gid, "msg", "still here");
            thirdParty.await("msg", first.clientId(), 1);
            assertThat(second.call(1001, "requestId", request).path("requestStatus").asInt())
                    .isZero();

            assertThat(lori.ask(32500, "status", 0)).isEmpty();

            Await.until(
                    Duration.ofSeconds(10),
                    () -> second.call(1001, "requestId", request),
                    reply -> reply.path("requestStatus").asInt() == 1);
            for (TpiCaller visitor : List.of(first, second)) {
                long session =
                        thirdParty
                                .await("create", visitor.clientId(), 1)
                                .getFirst()
                                .body()
                                .get("sessionId")
                                .asLong();
                visitor.call(4001, "sessionId", session);
            }
        }
    }

    /** Whatever the agent set on its other console (decision AD-18). */
    @Test
    void anAdminConsoleAcceptsAutomatically() throws Exception {
        try (KfConsole kf = KfConsole.logIn(node, "AE1EA")) {
            kf.call("set_auto_connect_status", "status", 0);
            TpiCaller visitor = new TpiCaller(node).logIn("automatic");
            visitor.enqueue(1, thirdParty.address());
            kf.push("wait_list_push", visitor.clientId());
            assertThat(thirdParty.calls("create", visitor.clientId())).isEmpty();

            try (AdminConsole lori = AdminConsole.logIn(node, "AE1EA")) {
                long gid = lori.await(32401).at("/data/gid").asLong();
                thirdParty.await("create", visitor.clientId(), 1);
                lori.ask(34300, "gid", gid);
            }
            kf.call("set_auto_connect_status", "status", 1);
            kf.logOut();
        }
    }

    /** Beyond the document: a supervisor joins by itself, and leaves. */
    @Test
    void aSupervisorJoinsAndLeaves() throws Exception {
        try (KfConsole elite = KfConsole.logIn(node, "SELITE");
                AdminConsole boss = AdminConsole.logIn(node, "BOSS1");
                AdminConsole lori = AdminConsole.logIn(node, "AE1EA")) {
            TpiCaller visitor = new TpiCaller(node).logIn("watched");
            long session = pickUp(visitor, elite);
            say(visitor, session, "hello");
            long gid = gid(boss, visitor);

            assertThat(lori.call(34100, "gid", gid).get("code").asInt()).isEqualTo(-34101);
            assertThat(boss.ask(34100, "gid", gid).get("gid").asLong()).isEqualTo(gid);
            assertThat(boss.await(32401, gid).at("/data/recs").findValuesAsText("msg"))
                    .contains("hello");
            assertThat(agents(visitor, 1)).containsExactlyInAnyOrder("SELITE", "BOSS1");
            boss.ask(34200, "gid", gid);
            assertThat(agents(visitor, 2)).containsExactly("SELITE");
            assertThat(boss.call(34200, "gid", gid).get("code").asInt()).isEqualTo(-34201);
            elite.call("disconnect", "userid", visitor.clientId());
        }
    }

    /** The number of that visitor, which the console finds by asking for the newest ones. */
    private static long gid(AdminConsole console, TpiCaller visitor) throws Exception {
        for (long gid = 1; gid < 100; gid++) {
            JsonNode content = console.call(32100, "gid", gid, "group_id", 2);
            if (content.at("/data/list").findValuesAsText("msg").contains("hello")) {
                return gid;
            }
        }
        throw new AssertionError("no such guest: " + visitor.clientId());
    }
}
