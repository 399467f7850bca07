package dev.deskbus.gateway.console.kf;

import static dev.deskbus.gateway.console.Demo.AE1EA;
import static dev.deskbus.gateway.console.Demo.GONE;
import static dev.deskbus.gateway.console.Demo.SELITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deskbus.bus.Topic;
import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.agent.ConsoleEvent.AgentCame;
import dev.deskbus.domain.agent.ConsoleEvent.LoggedInElsewhere;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.agent.ConsoleKind;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.queue.QueueCommand.AgentTouched;
import dev.deskbus.gateway.console.Console;
import dev.deskbus.gateway.console.Demo;
import dev.deskbus.gateway.console.FakePresence;
import dev.deskbus.gateway.console.ScriptedBus;
import io.vertx.core.Promise;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Document section 3, over a real socket. */
class KfLoginIT {
    private House house;

    @BeforeEach
    void open() throws Exception {
        house = new House(House.settings());
    }

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    @Test
    void anAgentComesInAndIsTold() throws Exception {
        Console console = house.connect();

        JsonObject reply = console.call(house.login(SELITE).put("seq", 5));

        assertThat(reply.getInteger("code")).isZero();
        assertThat(reply.getString("method")).isEqualTo("login");
        assertThat(reply.getInteger("seq")).isEqualTo(5);
        assertThat(reply.getLong("timestamp")).isEqualTo(1_510_125_016);
        assertThat(reply.getString("head_img")).isEqualTo(SELITE.icon());
        assertThat(reply.getString("client_id")).isNotEmpty();
        assertThat(reply.getJsonArray("customer_list").getJsonObject(0).getInteger("customer_id"))
                .isEqualTo(1);
        assertThat(house.bus.told)
                .containsExactly(new ScriptedBus.Sent("queue.1", new AgentTouched(SELITE.id())));
        assertThat(house.bus.published)
                .extracting(ScriptedBus.Sent::message)
                .containsExactly(
                        new LoggedInElsewhere(SELITE.id(), ConsoleKind.KF, 1),
                        new AgentCame(SELITE.id(), 1, SELITE.name(), Demo.NOW));
        console.expectNothing();
        assertThat(house.watched).hasSize(1);
    }

    @Test
    void aWrongTokenIsToldExactlyAndTheSocketClosesAWhileLater() throws Exception {
        Console console = house.connect();

        console.send("{\"method\":\"login\",\"token\":\"xxxx\"}");

        assertThat(console.next()).isEqualTo(Wire.golden("invalid_token"));
        assertThat(console.isClosed()).isFalse();
        assertThat(console.closeCode()).isEqualTo(4401);
        assertThat(house.bus.listening()).isZero();
    }

    @Test
    void beforeTheLoginEveryMethodIsRefusedLikeAWrongToken() throws Exception {
        Console console = house.connect();

        for (String method : List.of("get_wait_user_list", "logout", "dance")) {
            console.send(new JsonObject().put("method", method));
            assertThat(console.next()).isEqualTo(Wire.golden("invalid_token"));
        }
        assertThat(console.call(house.login(SELITE)).getInteger("code")).isZero();
        assertThat(console.call("{\"method\":\"get_wait_user_list\"}").getInteger("code")).isZero();
    }

    @Test
    void aLoginInTimeKeepsTheSocketOpen() throws Exception {
        Console console = house.connect();
        console.call("{\"method\":\"logout\"}");
        console.call(house.login(SELITE));
        Console late = house.connect();
        late.call("{\"method\":\"logout\"}");

        assertThat(late.closeCode()).isEqualTo(4401);

        console.expectNothing();
    }

    @Test
    void aFrameThatIsNoFrameIsRefusedWithoutAMethod() throws Exception {
        Console console = house.connect();

        assertThat(console.call("hello").encode())
                .isEqualTo("{\"code\":400,\"msg\":\"not a JSON object\"}");
        assertThat(console.call(house.login(SELITE)).getInteger("code")).isZero();
    }

    @Test
    void theDocumentsOwnLoginWithCommentsIsUnderstood() throws Exception {
        Console console = house.connect();
        String token = house.tokens.issue(SELITE.id(), SELITE.tenant());

        JsonObject reply = console.call(Wire.request("login").replace("xxxx", token));

        assertThat(reply.getInteger("code")).isZero();
    }

    @Test
    void disabledAgentsAndTokensOfAnotherTenantStayOutside() throws Exception {
        Console console = house.connect();

        assertThat(console.call(house.login(GONE)).getInteger("code")).isEqualTo(403);
        assertThat(console.call(house.login(Demo.BOT)).getInteger("code")).isEqualTo(403);
        console.send(
                new JsonObject()
                        .put("method", "login")
                        .put("token", house.tokens.issue(SELITE.id(), new TenantId(2))));
        assertThat(console.next()).isEqualTo(Wire.golden("invalid_token"));
        assertThat(house.presence.row(GONE.id()).epoch()).isZero();
    }

    @Test
    void aSecondConsoleIsAskedAndThenForcesTheFirstOff() throws Exception {
        Console first = house.logIn(SELITE);
        Console second = house.connect();

        second.send(house.login(SELITE));
        assertThat(second.next()).isEqualTo(Wire.golden("logged_in_elsewhere"));
        first.expectNothing();
        JsonObject reply = second.call(house.login(SELITE).put("force_online", "1"));

        assertThat(reply.getInteger("code")).isZero();
        assertThat(first.next()).isEqualTo(Wire.golden("forced_off"));
        assertThat(first.closeCode()).isEqualTo(4409);
        second.expectNothing();
        assertThat(house.presence.row(SELITE.id()).connected()).isTrue();
        assertThat(house.bus.published)
                .extracting(ScriptedBus.Sent::message)
                .filteredOn(AgentCame.class::isInstance)
                .hasSize(1);
        assertThat(house.bus.listening()).isEqualTo(3);
    }

    @Test
    void aConsoleThatLostItsPlaceUnnoticedLearnsItAtTheNextWrite() throws Exception {
        Console console = house.logIn(SELITE);
        house.presence.put(
                SELITE.id(), new FakePresence.Row(true, true, AgentStatus.ONLINE, true, 7));

        console.send("{\"method\":\"set_customer_status\",\"status\":2}");

        assertThat(console.next()).isEqualTo(Wire.golden("forced_off"));
        assertThat(console.closeCode()).isEqualTo(4409);
        assertThat(house.presence.row(SELITE.id()).status()).isEqualTo(AgentStatus.ONLINE);
    }

    @Test
    void whatHappensDuringTheLoginIsPushedAfterTheReply() throws Exception {
        house.presence.hold = Promise.promise();
        Console console = house.connect();
        console.send(house.login(SELITE));
        House.await(() -> house.bus.isHeard(Topic.queue(Demo.SALES)));
        house.bus.publish(
                Topic.agent(SELITE.id()),
                new SessionAssigned(
                        new SessionId(96),
                        Demo.LORI,
                        SELITE.id(),
                        List.of(),
                        1,
                        Demo.NOW,
                        List.of()));

        house.presence.hold.complete();

        assertThat(console.json().getString("method")).isEqualTo("login");
        assertThat(console.json().getString("method")).isEqualTo("connect_list_push");
    }

    @Test
    void aSocketThatClosesDuringTheLoginLeavesNothingBehind() throws Exception {
        house.presence.hold = Promise.promise();
        Console console = house.connect();
        console.send(house.login(SELITE));
        House.await(() -> house.bus.listening() == 3);

        console.close();
        House.await(() -> house.bus.listening() == 0);
        house.presence.hold.complete();

        House.await(() -> house.presence.row(SELITE.id()).epoch() == 1);
        House.await(() -> !house.presence.row(SELITE.id()).connected());
        assertThat(house.watched).isEmpty();
    }

    @Test
    void aRepeatedLoginChangesNothing() throws Exception {
        Console console = house.logIn(SELITE);

        assertThat(console.call(house.login(SELITE)).getInteger("code")).isZero();
        assertThat(console.call(house.login(AE1EA)).getInteger("code")).isEqualTo(400);

        assertThat(house.presence.row(SELITE.id()).epoch()).isEqualTo(1);
        assertThat(house.presence.row(AE1EA.id()).epoch()).isZero();
    }

    @Test
    void aBusyAgentWhoComesIsShownWithItsStatus() throws Exception {
        house.presence.put(
                SELITE.id(), new FakePresence.Row(false, false, AgentStatus.BUSY, true, 3));
        Console colleague = house.logIn(AE1EA);

        house.logIn(SELITE);

        assertThat(colleague.json().getString("method")).isEqualTo("login_push");
        JsonObject status = colleague.json();
        assertThat(status.getString("method")).isEqualTo("set_customer_status_push");
        assertThat(status.getValue("customer_id")).isEqualTo("1");
        assertThat(status.getInteger("status")).isEqualTo(2);
    }

    @Test
    void foreignPagesAndOtherPathsGetNoSocket() {
        assertThatThrownBy(
                        () -> house.connect(house.address().addHeader("Origin", "http://evil.org")))
                .cause()
                .isInstanceOfSatisfying(
                        UpgradeRejectedException.class,
                        e -> assertThat(e.getStatus()).isEqualTo(403));
        assertThatThrownBy(() -> house.connect(house.address().setURI("/ws/other")))
                .cause()
                .isInstanceOfSatisfying(
                        UpgradeRejectedException.class,
                        e -> assertThat(e.getStatus()).isEqualTo(404));
    }
}
