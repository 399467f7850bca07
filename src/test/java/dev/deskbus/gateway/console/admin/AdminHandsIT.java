package dev.deskbus.gateway.console.admin;

import static dev.deskbus.gateway.console.Demo.AE1EA;
import static dev.deskbus.gateway.console.Demo.BOSS;
import static dev.deskbus.gateway.console.Demo.LORI;
import static dev.deskbus.gateway.console.Demo.NOW;
import static dev.deskbus.gateway.console.Demo.SELITE;
import static dev.deskbus.gateway.console.admin.AdminHouse.TALK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.bus.Topic;
import dev.deskbus.domain.agent.ConsoleEvent.SessionLeft;
import dev.deskbus.domain.agent.ConsoleEvent.SessionRead;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.session.Act.Authority;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand.Acting;
import dev.deskbus.domain.session.SessionCommand.Close;
import dev.deskbus.domain.session.SessionCommand.Join;
import dev.deskbus.domain.session.SessionCommand.Read;
import dev.deskbus.domain.session.SessionCommand.Transfer;
import dev.deskbus.gateway.console.Console;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transfer, pause, and what is beyond the document (decisions AD-14, AD-16, AD-18). */
class AdminHandsIT {
    private AdminHouse house;

    @BeforeEach
    void open() throws Exception {
        house = new AdminHouse();
        house.bus.answer(_ -> Future.succeededFuture(new SessionAnswer.Logged(4, NOW)));
    }

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    private static void assertCode(JsonObject reply, int code, String words) {
        assertThat(reply.getValue("code")).as(reply.encode()).isEqualTo(code);
        assertThat(reply.getString("message")).isEqualTo(words);
    }

    private Acting asked() {
        return (Acting) house.bus.asked.getLast().message();
    }

    @Test
    void theSenderGetsTheReplyAndThenTheNews() throws Exception {
        house.letTalk(SELITE, null);
        Console console = house.logIn(SELITE);

        console.send(
                AdminSamples.request("32400-transfer")
                        .replace("gid :0", "gid :17")
                        .replace("aix: 0", "aix: 'AE1EA'"));

        assertThat(console.next()).isEqualTo(AdminSamples.golden("32400-transfer"));
        assertThat(console.next()).isEqualTo(AdminSamples.golden("32402-transferred"));
        Transfer transfer = (Transfer) asked();
        assertThat(transfer.to()).isEqualTo(AE1EA.id());
        assertThat(transfer.act().by()).isEqualTo(SELITE.id());
        assertThat(transfer.act().as()).isEqualTo(Authority.PARTICIPANT);
        assertThat(house.bus.asked.getLast().address()).isEqualTo("session.96");
    }

    @Test
    void theColleagueMayBeNamedByNumberAndOnlyTheReplyIsMarked() throws Exception {
        house.letTalk(SELITE, null);
        Console console = house.logIn(SELITE);

        JsonObject reply = console.call("{api_key:32400,gid:17,aix:2,seq:7}");

        assertThat(reply.getInteger("seq")).isEqualTo(7);
        JsonObject push = console.json();
        assertThat(push.getInteger("api_key")).isEqualTo(32402);
        assertThat(push.containsKey("seq")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "AGENT_UNKNOWN, -32404, 客服不存在",
        "AGENT_UNAVAILABLE, -32404, 客服不在线",
        "AGENT_FULL, -32404, 客服接待已满",
        "REQUEST_TAKEN, -32403, 该会话现在不能转接",
        "SESSION_KIND_WRONG, -32403, 该会话现在不能转接",
        "AGENT_NOT_ELIGIBLE, -32403, 该会话现在不能转接",
        "SESSION_CLOSED, -32403, 没有与该用户的会话",
        "UNAVAILABLE, -100, 系统错误"
    })
    void whatDoesNotGoIsSaid(ErrorCode refusal, int code, String words) throws Exception {
        house.letTalk(SELITE, null);
        Console console = house.logIn(SELITE);
        house.bus.answer(_ -> Future.failedFuture(new Refusal(refusal, "no")));

        assertCode(console.call("{api_key:32400,gid:17,aix:'AE1EA'}"), code, words);

        assertThat(console.call("{call_type:0,seq:1}").getValue("seq")).isEqualTo(1);
    }

    @Test
    void nobodyHandsToHimselfOrToARobot() throws Exception {
        house.letTalk(SELITE, null);
        Console console = house.logIn(SELITE);

        assertCode(console.call("{api_key:32400,gid:17,aix:1}"), -32404, AdminWords.SELF);
        assertCode(
                console.call("{api_key:32400,gid:17,aix:'BOT001'}"), -32404, AdminWords.NO_AGENT);
        assertCode(console.call("{api_key:32400,gid:17,aix:'x y'}"), -32404, AdminWords.NO_AGENT);
        assertThat(house.bus.asked).isEmpty();
    }

    @Test
    void pausingTwiceIsPausingOnce() throws Exception {
        Console console = house.logIn(SELITE);

        for (int i = 0; i < 2; i++) {
            console.send("{api_key:32500,status:1}");
            assertThat(console.next()).isEqualTo(AdminSamples.golden("32500-pause"));
            assertThat(house.presence.paused).containsExactly(SELITE.id());
        }
        console.call(AdminSamples.request("32500-pause"));

        assertThat(house.presence.paused).isEmpty();
    }

    @Test
    void whatIsReadIsAnsweredHereAndToldElsewhere() throws Exception {
        house.letTalk(SELITE, "hello");
        Console console = house.logIn(SELITE);
        SessionRead event = new SessionRead(TALK, LORI, SELITE.id(), 3, NOW);
        house.bus.answer(
                command -> {
                    house.bus.publish(Topic.agent(SELITE.id()), event);
                    return Future.succeededFuture(new SessionAnswer.Done());
                });
        String frame =
                AdminSamples.request("32200-read")
                        .replace("gid :0", "gid :17")
                        .replace("group_id : 0", "group_id : 1");

        console.send(frame);
        assertThat(console.next()).isEqualTo(AdminSamples.golden("32200-read"));
        assertThat(house.bus.asked.getLast().message()).isEqualTo(new Read(SELITE.id()));
        assertThat(console.call("{call_type:0,seq:1}").getValue("seq")).isEqualTo(1);

        house.bus.publish(Topic.agent(SELITE.id()), event); // at another console
        assertThat(console.next()).isEqualTo(AdminSamples.golden("32200-read"));
        house.bus.publish(
                Topic.agent(SELITE.id()), new SessionRead(TALK, LORI, AE1EA.id(), 3, NOW));
        assertCode(
                console.call(frame.replace("group_id : 1", "group_id : 2")),
                -32202,
                AdminWords.NO_GROUP);
        assertCode(console.call("{api_key:32200,gid:18,group_id:1}"), -32201, AdminWords.NO_GUEST);
    }

    @Test
    void supervisorsJoinByThemselves() throws Exception {
        house.letTalk(SELITE, null);
        Console boss = house.logIn(BOSS);
        Console other = house.logIn(AE1EA);

        assertCode(other.call("{api_key:34100,gid:17}"), -34101, AdminWords.NO_TALK);
        assertThat(boss.call("{api_key:34100,gid:17}").getInteger("code")).isEqualTo(200);
        Join join = (Join) asked();
        assertThat(join.agent()).isEqualTo(BOSS.id());
        assertThat(join.act().as()).isEqualTo(Authority.SUPERVISOR);
    }

    @Test
    void whoTakesPartLeavesAndCloses() throws Exception {
        house.letTalk(SELITE, null);
        Console console = house.logIn(SELITE);

        assertThat(console.call("{api_key:34300,gid:17}").getInteger("code")).isEqualTo(200);
        assertThat(house.bus.asked.getLast().message()).isInstanceOf(Close.class);
        house.bus.answer(
                _ -> Future.failedFuture(new Refusal(ErrorCode.AGENT_NOT_ELIGIBLE, "the last")));
        assertCode(console.call("{api_key:34200,gid:17}"), -34201, AdminWords.NOT_NOW);
    }

    @Test
    void aGuestWhoWasHandedOnMayComeBack() throws Exception {
        house.letTalk(SELITE, null);
        Console console = house.logIn(SELITE, "ended");
        house.bus.publish(
                Topic.agent(SELITE.id()),
                new SessionLeft(TALK, LORI, SELITE.id(), SELITE.id(), AE1EA.id(), 5, NOW));

        assertThat(console.json().getInteger("api_key")).isEqualTo(34001);
        house.views.say(TALK, new Party.OfClient(LORI.id()), "again");
        house.beginRounds();

        assertThat(console.json().getInteger("api_key")).isEqualTo(32401);
    }
}
