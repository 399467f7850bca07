package dev.deskbus.gateway.console.kf;

import static dev.deskbus.gateway.console.Demo.AE1EA;
import static dev.deskbus.gateway.console.Demo.BOSS;
import static dev.deskbus.gateway.console.Demo.LORI;
import static dev.deskbus.gateway.console.Demo.MAIN;
import static dev.deskbus.gateway.console.Demo.NOW;
import static dev.deskbus.gateway.console.Demo.SALES;
import static dev.deskbus.gateway.console.Demo.SELITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.bus.Topic;
import dev.deskbus.domain.agent.ConsoleEvent.SessionLeft;
import dev.deskbus.domain.agent.ConsoleEvent.SessionMoved;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Act.Authority;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand.Acting;
import dev.deskbus.domain.session.SessionCommand.GiveBack;
import dev.deskbus.domain.session.SessionCommand.Join;
import dev.deskbus.domain.session.SessionCommand.Leave;
import dev.deskbus.domain.session.SessionCommand.Transfer;
import dev.deskbus.gateway.console.Console;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a console hands sessions on (document section 10, decisions section 8). */
class KfMovesIT {
    private static final String USER = ",\"userid\":\"" + LORI.id().value() + "\"";

    private House house;
    private Console console;

    @BeforeEach
    void open() throws Exception {
        house = new House(House.settings());
        console = house.logIn(SELITE);
        house.views.letTalk(SELITE.id());
        house.bus.answer(_ -> Future.succeededFuture(new SessionAnswer.Logged(2, NOW)));
        house.bus.published.clear();
    }

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    @Test
    void withoutATargetItGoesBackToTheLine() throws Exception {
        assertThat(call(console, "transform", "").encode()).isEqualTo(Wire.golden("transform"));

        assertThat(asked())
                .isInstanceOfSatisfying(
                        GiveBack.class,
                        back -> {
                            assertThat(back.queue()).isNull();
                            assertThat(back.request()).isEqualTo(new RequestId(77));
                            assertThat(back.act().by()).isEqualTo(SELITE.id());
                            assertThat(back.act().as()).isEqualTo(Authority.PARTICIPANT);
                        });
    }

    @Test
    void withAQueueItGoesIntoThatLine() throws Exception {
        assertThat(call(console, "transfer", ",\"queue_id\":1").getString("method"))
                .isEqualTo("transfer");
        assertThat(((GiveBack) asked()).queue()).isEqualTo(SALES);
    }

    @Test
    void withAColleagueItGoesToThatColleague() throws Exception {
        assertThat(code("transform", ",\"customer_id\":\"2\"")).isZero();
        assertThat(((Transfer) asked()).to()).isEqualTo(AE1EA.id());
        assertThat(code("transform", ",\"customer_id\":77")).isEqualTo(404);
        assertThat(code("transform", ",\"customer_id\":2,\"queue_id\":1")).isEqualTo(400);
        assertThat(code("transform", ",\"customer_id\":\"two\"")).isEqualTo(400);
    }

    @Test
    void whatIsRefusedIsToldInTheProtocolsOwnCodes() throws Exception {
        refuse(ErrorCode.AGENT_FULL, 403);
        refuse(ErrorCode.AGENT_UNAVAILABLE, 403);
        refuse(ErrorCode.AGENT_UNKNOWN, 404);
        refuse(ErrorCode.QUEUE_UNKNOWN, 404);
        refuse(ErrorCode.REQUEST_TAKEN, 409);
        refuse(ErrorCode.SESSION_KIND_WRONG, 409);
    }

    private void refuse(ErrorCode code, int number) throws Exception {
        house.bus.answer(_ -> Future.failedFuture(new Refusal(code, "no")));
        assertThat(code("transform", "")).as("%s", code).isEqualTo(number);
    }

    @Test
    void onlyItsAgentsAndSupervisorsMoveASession() throws Exception {
        Console other = house.logIn(AE1EA);
        assertThat(call(other, "transform", "").getInteger("code")).isEqualTo(403);
        assertThat(house.bus.asked).isEmpty();
        Console boss = house.logIn(BOSS);
        assertThat(call(boss, "transform", ",\"customer_id\":9").getInteger("code")).isZero();
        assertThat(((Transfer) asked()).to()).isEqualTo(BOSS.id());
        assertThat(((Transfer) asked()).act().as()).isEqualTo(Authority.SUPERVISOR);
    }

    @Test
    void colleaguesAreInvitedAndLeave() throws Exception {
        assertThat(call(console, "invite", ",\"customer_id\":2").encode())
                .isEqualTo("{\"method\":\"invite\",\"code\":0,\"msg\":\"ok\"}");
        assertThat(((Join) asked()).agent()).isEqualTo(AE1EA.id());
        assertThat(call(console, "leave", "").encode())
                .isEqualTo("{\"method\":\"leave\",\"code\":0,\"msg\":\"ok\"}");
        assertThat(((Leave) asked()).act().by()).isEqualTo(SELITE.id());
        assertThat(code("invite", "")).isEqualTo(400);
    }

    @Test
    void everybodyElseIsShownThatItWasHandedOn() throws Exception {
        Console other = house.logIn(AE1EA);
        console.json(); // login_push

        moved(SELITE.id(), AE1EA.id());

        assertThat(other.next()).isEqualTo(Wire.golden("transfer_push"));
        console.expectNothing();
    }

    @Test
    void whoLostItIsShownNothingMoreOfIt() throws Exception {
        house.bus.publish(
                Topic.agent(SELITE.id()),
                new SessionLeft(
                        new SessionId(96), LORI, SELITE.id(), BOSS.id(), AE1EA.id(), 2, NOW));
        moved(BOSS.id(), AE1EA.id());
        assertThat(console.next()).isEqualTo(Wire.golden("transfer_push"));
        console.expectNothing();
    }

    private void moved(AgentId by, AgentId to) {
        house.bus.publish(
                Topic.tenant(MAIN), new SessionMoved(new SessionId(96), LORI, by, to, NOW));
    }

    private Acting asked() {
        return (Acting) house.bus.asked.getLast().message();
    }

    private int code(String method, String more) throws Exception {
        return call(console, method, more).getInteger("code");
    }

    private static JsonObject call(Console console, String method, String more) throws Exception {
        return console.call("{\"method\":\"" + method + "\"" + USER + more + "}");
    }
}
