package dev.deskbus.gateway.console.admin;

import static dev.deskbus.gateway.console.Demo.AE1EA;
import static dev.deskbus.gateway.console.Demo.BOSS;
import static dev.deskbus.gateway.console.Demo.BOT;
import static dev.deskbus.gateway.console.Demo.GONE;
import static dev.deskbus.gateway.console.Demo.SALES;
import static dev.deskbus.gateway.console.Demo.SELITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.gateway.console.Console;
import dev.deskbus.gateway.console.Demo;
import dev.deskbus.gateway.http.Sha256;
import dev.deskbus.port.Heartbeats;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, how long, and how it ends (decisions AD-2 to AD-10, AD-18, AD-22). */
class AdminLoginIT {
    private AdminHouse house;

    @BeforeEach
    void open() throws Exception {
        house = new AdminHouse();
    }

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    private static void assertCode(JsonObject reply, int code, String words) {
        assertThat(reply.getValue("code")).as(reply.encode()).isEqualTo(code);
        assertThat(reply.getString("message")).isEqualTo(words);
        assertThat(reply.getString("status")).isEqualTo("Error");
    }

    @Test
    void whoLogsInIsToldColleaguesAndGuests() throws Exception {
        house.letTalk(SELITE, "hello");
        house.guests.loads.put(SELITE.id(), 1);
        Console console = house.connect();

        JsonObject reply = console.call(AdminHouse.login(house.token(SELITE)));

        JsonObject data = reply.getJsonObject("data");
        assertThat(reply.getInteger("api_key")).isEqualTo(31000);
        assertThat(reply.getInteger("code")).isEqualTo(200);
        assertThat(data.fieldNames())
                .containsExactly("ix", "admin_list", "guest_list", "is_refresh", "refresh_token");
        assertThat(data.getString("ix")).isNotEmpty();
        assertThat(data.getJsonObject("admin_list").getJsonObject("SELITE").getInteger("load"))
                .isEqualTo(1);
        assertThat(data.getJsonObject("guest_list").getJsonObject("17").getLong("gid"))
                .isEqualTo(17);
        assertThat(data.getInteger("is_refresh")).isZero();
        assertThat(data.getString("refresh_token")).isEmpty();
        assertThat(house.presence.row(SELITE.id()).connected()).isTrue();
    }

    @Test
    void whoMayNotComeInIsToldWhy() throws Exception {
        Console console = house.connect();
        var unknown = house.tokens.issue(new AgentId("NOBODY"), Demo.MAIN);

        assertCode(console.call(AdminHouse.login("")), -31001, "解析token失败");
        assertCode(console.call(AdminHouse.login("a.b.c")), -31001, "解析token失败");
        assertCode(console.call(AdminHouse.login(unknown)), -31002, "管理员admin_id不存在");
        assertCode(console.call(AdminHouse.login(house.token(GONE))), -31003, "管理员被禁止登录或不存在");
        assertCode(console.call(AdminHouse.login(house.token(BOT))), -31003, "管理员被禁止登录或不存在");
        house.directory.closed.add(SALES);
        assertCode(console.call(AdminHouse.login(house.token(SELITE))), -31004, "客服组被禁止或不存在");
        assertThat(console.call(AdminHouse.login(house.token(BOSS))).getInteger("code"))
                .isEqualTo(200);
    }

    @Test
    void whoDoesNotGetInIsLetGo() throws Exception {
        Console console = house.connect();

        console.call(AdminHouse.login("nonsense"));

        assertThat(console.closeCode()).isEqualTo(4401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",call_type:1", ",call_type:2", ",call_type:'x'"})
    void theFirstFrameSaysThatItIsAnAdmin(String callType) throws Exception {
        Console console = house.connect();

        JsonObject reply =
                console.call(
                        "{api_key:31000,token:'%s'%s}".formatted(house.token(SELITE), callType));

        assertCode(reply, -14, "call_type错误");
    }

    @Test
    void laterFramesNeedNot() throws Exception {
        Console console = house.logIn(SELITE);

        assertThat(console.call("{api_key:33000}").getInteger("code")).isEqualTo(200);
        assertThat(console.call("{api_key:33000,call_type:3}").getInteger("code")).isEqualTo(200);
        assertCode(console.call("{api_key:33000,call_type:1}"), -14, "call_type错误");
    }

    @Test
    void heartbeatsAreAnswered() throws Exception {
        Console console = house.logIn(SELITE);
        Heartbeats.Socket socket = house.watched.iterator().next();
        long before = socket.lastHeardNanos();

        console.send("{\"call_type\":0}");
        assertThat(console.next()).isEqualTo(AdminSamples.golden("heartbeat"));

        assertThat(socket.patience()).isEqualTo(Duration.ofSeconds(60));
        assertThat(socket.lastHeardNanos()).isGreaterThan(before);
        long heard = socket.lastHeardNanos();
        socket.beat(); // a ping, which the client answers by itself
        AdminHouse.await(() -> socket.lastHeardNanos() > heard);
        socket.closeSilent();
        assertThat(console.closeCode()).isEqualTo(4408);
    }

    @Test
    void nothingIsSaidToStrangers() throws Exception {
        Console console = house.connect();

        assertCode(console.call("{api_key:32000}"), -9999, "需要重新登录");
        assertCode(console.call("{api_key:32300,gid:17,msg:'x'}"), -9999, "需要重新登录");
        assertThat(console.call(AdminHouse.login(house.token(SELITE))).getInteger("code"))
                .isEqualTo(200);
    }

    @Test
    void anOldTokenIsExchangedOnce() throws Exception {
        String old = house.token(SELITE, Duration.ofHours(10), Duration.ofHours(2));
        Console console = house.connect();

        JsonObject first = console.call(AdminHouse.login(old)).getJsonObject("data");
        JsonObject second = console.call("{api_key:32000}").getJsonObject("data");

        assertThat(first.getInteger("is_refresh")).isEqualTo(1);
        assertThat(second.getString("refresh_token")).isEqualTo(first.getString("refresh_token"));
        assertThat(house.retired.digests).containsExactly(Sha256.hex(old));
        assertThat(house.connect().call(AdminHouse.login(old)).getInteger("code")).isEqualTo(200);
        house.retired.isMinuteOver = true;
        Console late = house.connect();
        assertCode(late.call(AdminHouse.login(old)), -9999, "需要重新登录");
        assertThat(late.closeCode()).isEqualTo(4401);
        JsonObject fresh = house.connect().call(AdminHouse.login(first.getString("refresh_token")));
        assertThat(fresh.getJsonObject("data").getInteger("is_refresh")).isZero();
    }

    @Test
    void anExpiredTokenEndsTheSocket() throws Exception {
        Console stranger = house.connect();
        String old = house.token(SELITE, Duration.ofHours(13), Duration.ofHours(-1));
        assertCode(stranger.call(AdminHouse.login(old)), -9999, "需要重新登录");
        assertThat(stranger.closeCode()).isEqualTo(4401);

        Console console = house.logIn(SELITE);
        assertCode(
                console.call(new JsonObject().put("api_key", 32000).put("token", old)),
                -9999,
                "需要重新登录");
        assertThat(console.closeCode()).isEqualTo(4401);
        AdminHouse.await(() -> !house.presence.row(SELITE.id()).connected());
    }

    @Test
    void whoseTokenRunsOutWhileItIsInMustComeAgain() throws Exception {
        Console console = house.connect();
        console.call(AdminHouse.login(house.token(SELITE, Duration.ZERO, Duration.ofSeconds(2))));
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();

        JsonObject reply = console.call("{api_key:33000}");
        assertThat(reply.getInteger("code")).isEqualTo(200);
        while (reply.getInteger("code") == 200 && System.nanoTime() < deadline) {
            reply = console.call("{api_key:33000}");
        }

        assertCode(reply, -9999, "需要重新登录");
        assertThat(console.closeCode()).isEqualTo(4401);
    }

    @Test
    void whoGotANewTokenGoesOn() throws Exception {
        Console console = house.connect();
        String last = house.token(SELITE, Duration.ofHours(12), Duration.ofSeconds(-5));

        JsonObject reply = console.call(AdminHouse.login(last));

        assertThat(reply.getJsonObject("data").getInteger("is_refresh")).isEqualTo(1);
        assertThat(console.call("{api_key:33000}").getInteger("code")).isEqualTo(200);
    }

    @Test
    void theLastLoginWins() throws Exception {
        Console first = house.logIn(SELITE);
        Console second = house.logIn(SELITE);

        assertThat(first.next()).isEqualTo(AdminSamples.golden("log-in-again"));
        assertThat(first.closeCode()).isEqualTo(4409);
        assertThat(second.call("{api_key:33000}").getInteger("code")).isEqualTo(200);
        assertThat(house.presence.row(SELITE.id()).connected()).isTrue();
    }

    @Test
    void aSecondLoginOnTheSameSocketIsOfTheSameAgent() throws Exception {
        Console console = house.logIn(SELITE);

        JsonObject again = console.call(AdminHouse.login(house.token(SELITE)));
        JsonObject other = console.call(AdminHouse.login(house.token(AE1EA)));

        assertThat(again.getInteger("code")).isEqualTo(200);
        assertCode(other, -31003, AdminWords.OTHER_AGENT);
        assertThat(house.presence.row(AE1EA.id()).connected()).isFalse();
    }

    @Test
    void aNodeThatLeavesSendsItsConsolesAway() throws Exception {
        Console console = house.logIn(SELITE);

        house.watched.iterator().next().closeForRestart();

        assertThat(console.closeCode()).isEqualTo(1012);
        AdminHouse.await(() -> house.bus.listening() == 0);
    }
}
