package dev.deskbus.gateway.console.kf;

import static dev.deskbus.gateway.console.Demo.AE1EA;
import static dev.deskbus.gateway.console.Demo.BOSS;
import static dev.deskbus.gateway.console.Demo.BOT;
import static dev.deskbus.gateway.console.Demo.LORI;
import static dev.deskbus.gateway.console.Demo.NOW;
import static dev.deskbus.gateway.console.Demo.SALES;
import static dev.deskbus.gateway.console.Demo.SELITE;
import static dev.deskbus.gateway.console.Demo.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.queue.QueueCommand.AgentTouched;
import dev.deskbus.domain.queue.QueueCommand.Claim;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand.Close;
import dev.deskbus.domain.session.SessionCommand.PushRating;
import dev.deskbus.domain.session.SessionCommand.Signal;
import dev.deskbus.gateway.console.Console;
import dev.deskbus.gateway.console.ScriptedBus;
import dev.deskbus.port.ConversationViews.Waiter;
import dev.deskbus.port.HistoryRow;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a logged-in console asks for (document sections 5 to 15), over a real socket. */
class KfRequestsIT {
    private static final String USER = ",\"userid\":\"" + LORI.id().value() + "\"";

    private House house;
    private Console console;

    @BeforeEach
    void open() throws Exception {
        house = new House(House.settings());
        console = house.logIn(SELITE);
        house.bus.told.clear();
        house.bus.published.clear();
    }

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    private JsonObject call(String method, String parameters) throws Exception {
        return call(console, method, parameters);
    }

    private static JsonObject call(Console console, String method, String parameters)
            throws Exception {
        JsonObject reply = console.call("{\"method\":\"" + method + "\"" + parameters + "}");
        assertThat(reply.getString("method")).isEqualTo(method);
        return reply;
    }

    private int code(String method, String parameters) throws Exception {
        return call(method, parameters).getInteger("code");
    }

    @Test
    void aNewStatusIsStoredShownToColleaguesAndToldToTheQueues() throws Exception {
        Console colleague = house.logIn(AE1EA);
        console.json(); // login_push
        house.bus.told.clear();

        assertThat(call("set_customer_status", ",\"status\":3").encode())
                .isEqualTo(Wire.golden("set_customer_status"));

        assertThat(colleague.next())
                .isEqualTo(
                        """
                        {"code":0,"method":"set_customer_status_push","customer_id":"1",\
                        "customer_name":"name of SELITE","status":3}""");
        console.expectNothing();
        assertThat(house.presence.row(SELITE.id()).status()).isEqualTo(AgentStatus.AWAY);
        assertThat(house.bus.told)
                .contains(new ScriptedBus.Sent("queue.1", new AgentTouched(SELITE.id())));
    }

    @Test
    void automaticConnectIsSwitched() throws Exception {
        assertThat(call("set_auto_connect_status", ",\"status\":0").encode())
                .isEqualTo("{\"method\":\"set_auto_connect_status\",\"code\":0,\"msg\":\"ok\"}");

        assertThat(house.presence.row(SELITE.id()).auto()).isFalse();
        assertThat(house.bus.told)
                .containsExactly(new ScriptedBus.Sent("queue.1", new AgentTouched(SELITE.id())));
    }

    @Test
    void usersOfTheTenantAreShownOthersAreUnknown() throws Exception {
        assertThat(call("get_user_info", USER).encode()).isEqualTo(Wire.golden("get_user_info"));
        assertThat(code("get_user_info", ",\"userid\":\"nobody\"")).isEqualTo(404);
    }

    @Test
    void aWaitingUserIsTakenThroughItsQueue() throws Exception {
        house.views.letWait(SALES);
        house.bus.answer(_ -> Future.succeededFuture(new QueueAnswer.Accepted(new SessionId(96))));

        assertThat(call("connect", USER).encode()).isEqualTo(Wire.golden("connect"));

        assertThat(house.bus.asked)
                .containsExactly(
                        new ScriptedBus.Sent("queue.1", new Claim(new RequestId(7), SELITE.id())));
    }

    @Test
    void whoCannotBeTakenIsRefusedWithTheRightCode() throws Exception {
        assertThat(code("connect", ",\"userid\":\"nobody\"")).isEqualTo(404);
        assertThat(code("connect", USER)).isEqualTo(404);
        house.views.letTalk(AE1EA.id());
        assertThat(code("connect", USER)).isEqualTo(409);
        house.views.letTalk(SELITE.id());
        assertThat(code("connect", USER)).isZero();
        house.views.letWait(SERVICE);
        assertThat(code("connect", USER)).isEqualTo(403);
        assertThat(house.bus.asked).isEmpty();

        house.views.letWait(SALES);
        house.bus.answer(_ -> refuse(ErrorCode.REQUEST_TAKEN));
        assertThat(code("connect", USER)).isEqualTo(409);
        house.bus.answer(_ -> refuse(ErrorCode.AGENT_FULL));
        assertThat(code("connect", USER)).isEqualTo(403);
        house.bus.answer(_ -> refuse(ErrorCode.UNAVAILABLE));
        assertThat(code("connect", USER)).isEqualTo(500);
    }

    private static Future<?> refuse(ErrorCode code) {
        return Future.failedFuture(new Refusal(code, "no"));
    }

    @Test
    void onlyOwnSessionsAreEnded() throws Exception {
        house.views.letTalk(AE1EA.id());
        assertThat(call("disconnect", USER).encode())
                .isEqualTo(
                        """
                        {"method":"disconnect","code":403,"msg":"no session of yours",\
                        "userid":"oIpsf0-aIqF_6pwXLomKn1LwmPXE"}""");
        house.views.letTalk(SELITE.id());
        house.bus.answer(_ -> Future.succeededFuture(new SessionAnswer.Done()));

        assertThat(call("disconnect", USER).encode()).isEqualTo(Wire.golden("disconnect"));

        assertThat(house.bus.asked)
                .singleElement()
                .satisfies(
                        sent -> {
                            assertThat(sent.address()).isEqualTo("session.96");
                            assertThat(((Close) sent.message()).by())
                                    .isEqualTo(new Party.OfAgent(SELITE.id()));
                        });
    }

    @Test
    void typingIsToldAtMostOnceInFiveSeconds() throws Exception {
        house.views.letTalk(SELITE.id());

        assertThat(code("typing", USER)).isZero();
        assertThat(code("typing", USER)).isZero();

        assertThat(house.bus.told)
                .containsExactly(
                        new ScriptedBus.Sent(
                                "session.96",
                                new Signal(
                                        new Party.OfAgent(SELITE.id()), Signal.Kind.TYPING, null)));
        assertThat(code("typing", ",\"userid\":\"nobody\"")).isEqualTo(403);
    }

    @Test
    void aRatingIsAskedForByWhoTalks() throws Exception {
        house.views.letTalk(SELITE.id());
        house.bus.answer(_ -> Future.succeededFuture(new SessionAnswer.Done()));

        assertThat(code("push_rating", USER)).isZero();

        assertThat(house.bus.asked.getLast().address()).isEqualTo("session.96");
        assertThat(((PushRating) house.bus.asked.getLast().message()).by()).isEqualTo(SELITE.id());
        assertThat(code("push_rating", ",\"userid\":\"nobody\"")).isEqualTo(403);
        assertThat(code("push_rating", "")).isEqualTo(400);
    }

    @Test
    void listsAreTheAgentsOwn() throws Exception {
        Message hello = Message.Text.plain("hello");
        house.views.waiters.put(
                SELITE.id(), List.of(new Waiter(LORI, new RequestId(7), SALES, List.of(hello))));
        house.views.letTalk(SELITE.id());

        JsonObject waiting = call("get_wait_user_list", ",\"bid\":\"1\",\"seq\":1");
        assertThat(waiting.getInteger("seq")).isEqualTo(1);
        assertThat(waiting.getJsonObject("data"))
                .isEqualTo(new JsonObject(Wire.golden("get_wait_user_list")).getJsonObject("data"));
        assertThat(code("get_wait_user_list", ",\"bid\":2")).isEqualTo(403);
        assertThat(
                        call("get_current_session_list", ",\"bid\":1,\"customer_id\":1")
                                .getJsonObject("data")
                                .getJsonArray("user_list")
                                .getJsonObject(0)
                                .getString("userid"))
                .isEqualTo(LORI.id().value());
        assertThat(code("get_current_session_list", ",\"customer_id\":2")).isEqualTo(403);
    }

    @Test
    void aSupervisorSeesTheListsOfItsTenantsAgents() throws Exception {
        Console boss = house.logIn(BOSS);
        house.views.letTalk(SELITE.id());

        JsonObject list = call(boss, "get_current_session_list", ",\"customer_id\":\"1\"");

        assertThat(list.getJsonObject("data").getJsonArray("user_list")).hasSize(1);
        assertThat(call(boss, "get_current_session_list", ",\"customer_id\":77").getInteger("code"))
                .isEqualTo(404);
        assertThat(
                        call(boss, "get_current_session_list", ",\"customer_id\":\"x\"")
                                .getInteger("code"))
                .isEqualTo(403);
    }

    @Test
    void theRecordIsPagedAndSaysWhoSpoke() throws Exception {
        house.views.record =
                List.of(
                        row(1, new Party.OfClient(LORI.id())),
                        row(2, new Party.OfAgent(SELITE.id())),
                        row(3, new Party.OfAgent(BOT.id())));

        JsonObject reply = call("get_chat_record", USER + ",\"page\":2,\"pagesize\":500");

        assertThat(house.views.recordAsked).isEqualTo("1 2 100");
        JsonArray lines = reply.getJsonObject("data").getJsonArray("list_chat");
        assertThat(lines.stream().map(line -> ((JsonObject) line).getString("from")))
                .containsExactly("user", "customer", "robot");
        assertThat(lines.stream().map(line -> ((JsonObject) line).getInteger("is_robot")))
                .containsExactly(0, 0, 1);
        assertThat(code("get_chat_record", ",\"userid\":\"nobody\"")).isEqualTo(404);
        assertThat(code("get_chat_record", USER + ",\"customer_id\":2")).isEqualTo(403);
    }

    private static HistoryRow row(long seq, Party speaker) {
        return new HistoryRow(
                seq,
                new SessionId(96),
                seq,
                speaker,
                Message.Text.plain("hello"),
                null,
                NOW,
                NOW,
                false,
                0,
                false);
    }

    @Test
    void repliesComeInTheOrderOfTheRequests() throws Exception {
        house.views.letWait(SALES);
        Promise<QueueAnswer> slow = Promise.promise();
        house.bus.answer(_ -> slow.future());

        console.send("{\"method\":\"connect\",\"seq\":1" + USER + "}");
        console.send("{\"method\":\"get_user_info\",\"seq\":2" + USER + "}");
        console.send("nonsense");
        console.send("{\"method\":\"dance\",\"seq\":4}");
        House.await(() -> house.bus.asked.size() == 1);
        slow.complete(new QueueAnswer.Accepted(new SessionId(96)));

        assertThat(console.json().getValue("seq")).isEqualTo(1);
        assertThat(console.json().getValue("seq")).isEqualTo(2);
        assertThat(console.json().getInteger("code")).isEqualTo(400);
        assertThat(console.json().getValue("seq")).isEqualTo(4);
    }

    @Test
    void moreFramesThanTheBacklogHoldsAreAllAnswered() throws Exception {
        house.views.letWait(SALES);
        Promise<QueueAnswer> slow = Promise.promise();
        house.bus.answer(_ -> slow.future());

        console.send("{\"method\":\"connect\",\"seq\":0" + USER + "}");
        for (int i = 1; i <= 300; i++) {
            console.send("{\"method\":\"get_user_info\",\"seq\":" + i + USER + "}");
        }
        House.await(() -> house.bus.asked.size() == 1);
        slow.complete(new QueueAnswer.Accepted(new SessionId(96)));

        for (int i = 0; i <= 300; i++) {
            assertThat(console.json().getValue("seq")).isEqualTo(i);
        }
    }

    @Test
    void whatBreaksInsideIsAnsweredAndTheNextRequestIsServed() throws Exception {
        house.views.letWait(SALES);
        house.bus.answer(
                _ -> {
                    throw new IllegalStateException("a secret");
                });

        assertThat(call("connect", USER).encode())
                .isEqualTo("{\"method\":\"connect\",\"code\":500,\"msg\":\"internal error\"}");
        assertThat(code("get_user_info", USER)).isZero();
    }

    @Test
    void methodsThatNobodyKnowsAreRefusedByName() throws Exception {
        assertThat(call("dance", USER).encode())
                .isEqualTo("{\"method\":\"dance\",\"code\":400,\"msg\":\"unknown method\"}");
        assertThat(code("dance", "")).isEqualTo(400);
    }
}
