package dev.deskbus.gateway.console.web;

import static dev.deskbus.gateway.console.Demo.AE1EA;
import static dev.deskbus.gateway.console.Demo.BOSS;
import static dev.deskbus.gateway.console.Demo.LORI;
import static dev.deskbus.gateway.console.Demo.NOW;
import static dev.deskbus.gateway.console.Demo.SELITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.session.Act;
import dev.deskbus.domain.session.Party.OfAgent;
import dev.deskbus.domain.session.SessionAnswer.Logged;
import dev.deskbus.domain.session.SessionCommand;
import dev.deskbus.gateway.console.ScriptedBus.Sent;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every frame is authorised, translated and answered; none reaches the event bus. */
class WebRequestsIT {
    private WebHouse house;

    @BeforeEach
    void open() throws Exception {
        house = new WebHouse();
        house.bus.answer(_ -> Future.succeededFuture(new Logged(9, NOW)));
    }

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    private static JsonObject in() {
        return new JsonObject().put("session", 96);
    }

    private static JsonObject words(String text) {
        return in().put("message", new JsonObject().put("type", "text").put("text", text));
    }

    private SessionCommand asked() {
        Sent sent = house.bus.asked.getLast();
        assertThat(sent.address()).isEqualTo("session.96");
        return (SessionCommand) sent.message();
    }

    @Test
    void whatIsSaidIsAnsweredWithItsNumber() throws Exception {
        house.views.letTalk(SELITE.id());
        Browser browser = house.logIn(SELITE);

        JsonObject said = browser.ask("say", words("hello").put("client_msg_id", "m1"));

        assertThat(said.getLong("seq")).isEqualTo(9);
        assertThat(said.getLong("session")).isEqualTo(96);
        assertThat(said.getLong("at")).isEqualTo(NOW.toEpochMilli());
        var say = (SessionCommand.Say) asked();
        assertThat(say.speaker()).isEqualTo(new OfAgent(SELITE.id()));
        assertThat(say.key().id()).isEqualTo("web:SELITE:m1");
    }

    @ParameterizedTest
    @CsvSource({
        "close, Close",
        "push_rating, PushRating",
        "read, Read",
        "leave, Leave",
        "transfer, GiveBack"
    })
    void deedsBecomeCommands(String verb, String command) throws Exception {
        house.views.letTalk(SELITE.id());
        Browser browser = house.logIn(SELITE);

        browser.ask(verb, in());

        assertThat(asked().getClass().getSimpleName()).isEqualTo(command);
    }

    /** A foreign session and one that never was have the same answer. */
    @ParameterizedTest
    @CsvSource({"close", "typing", "push_rating", "read", "leave", "transfer", "say", "note"})
    void inForeignSessionsNobodyDoesAnything(String verb) throws Exception {
        house.views.letTalk(AE1EA.id());
        Browser browser = house.logIn(SELITE);
        JsonObject body = words("x").put("text", "x");

        JsonObject foreign = browser.request(verb, body);
        JsonObject unknown = browser.request(verb, body.copy().put("session", 12345));

        assertThat(foreign.getInteger("failureCode")).isEqualTo(403);
        foreign.remove("address");
        unknown.remove("address");
        assertThat(foreign).isEqualTo(unknown);
        assertThat(house.bus.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"watch", "unwatch", "join", "take_over", "whisper", "force_status"})
    void onlySupervisorsSupervise(String verb) throws Exception {
        house.views.letTalk(AE1EA.id());
        JsonObject body =
                in().put("text", "x").put("agent", AE1EA.id().value()).put("status", "away");
        assertThat(house.logIn(SELITE).refused(verb, body)).isEqualTo(403);
        assertThat(house.bus.asked).isEmpty();

        house.logIn(BOSS).ask(verb, body);

        if (verb.equals("force_status")) {
            assertThat(house.presence.forced).containsExactly("BOSS1 AE1EA AWAY");
        } else {
            var acting = (SessionCommand.Acting) asked();
            assertThat(acting.act().by()).isEqualTo(BOSS.id());
            assertThat(acting.act().as()).isEqualTo(Act.Authority.SUPERVISOR);
        }
    }

    @Test
    void aSupervisorReassignsAndSeesWhoTalks() throws Exception {
        house.views.letTalk(AE1EA.id());
        Browser boss = house.logIn(BOSS);

        boss.ask("transfer", in().put("to", SELITE.id().value()));

        assertThat(((SessionCommand.Transfer) asked()).to()).isEqualTo(SELITE.id());
        JsonObject asked = new JsonObject().put("agent", AE1EA.id().value());
        assertThat(boss.ask("sessions", asked).getJsonArray("sessions")).hasSize(1);
        assertThat(house.logIn(SELITE).refused("sessions", asked)).isEqualTo(403);
        assertThat(boss.refused("transfer", in().put("to", "BOT001"))).isEqualTo(404);
        assertThat(boss.refused("transfer", in().put("to", "NOBODY"))).isEqualTo(404);
    }

    @Test
    void anAgentSetsItself() throws Exception {
        Browser browser = house.logIn(SELITE);

        browser.ask("status", new JsonObject().put("status", "busy"));
        browser.ask("auto_accept", new JsonObject().put("on", false));
        browser.ask("pause", new JsonObject().put("on", true));

        assertThat(house.presence.row(SELITE.id()).status()).isEqualTo(AgentStatus.BUSY);
        assertThat(house.presence.row(SELITE.id()).auto()).isFalse();
        assertThat(house.presence.paused).contains(SELITE.id());
        JsonObject agents = browser.ask("agents", new JsonObject());
        assertThat(agents.encode()).contains("\"id\":\"SELITE\"").contains("\"status\":\"busy\"");
    }

    @Test
    void aClientOfAnotherTenantIsUnknown() throws Exception {
        Browser browser = house.logIn(SELITE);

        assertThat(
                        browser.ask("record", new JsonObject().put("client", LORI.id().value()))
                                .getJsonArray("messages"))
                .isEmpty();
        assertThat(browser.refused("record", new JsonObject().put("client", "somebody")))
                .isEqualTo(404);
    }

    @Test
    void noOtherAddressIsServed() throws Exception {
        house.views.letTalk(SELITE.id());
        Browser browser = house.logIn(SELITE);
        house.bus.published.clear();
        house.bus.told.clear();

        for (String address :
                List.of(
                        "session.96",
                        "queue.1",
                        "node.n1",
                        "agent.SELITE",
                        "event.session.96",
                        "web.in.",
                        "web.in.say.more",
                        "web.in.shout",
                        "web.out.x",
                        "WEB.IN.say",
                        "__vertx.subs")) {
            for (String type : List.of("send", "publish", "register", "unregister")) {
                JsonObject answer = browser.call(Browser.frame(type, address).encode());
                assertThat(answer.getString("type")).isEqualTo("err");
                assertThat(answer.getString("body")).as(address).isEqualTo("access_denied");
            }
        }
        assertThat(house.bus.asked).isEmpty();
        assertThat(house.bus.told).isEmpty();
        assertThat(house.bus.published).isEmpty();
    }

    @Test
    void nobodyHearsAnothersChannel() throws Exception {
        Browser elite = house.logIn(SELITE);
        Browser lori = house.logIn(AE1EA);
        elite.ask("agents", new JsonObject());

        JsonObject answer = lori.call(Browser.frame("register", elite.channel()).encode());

        assertThat(answer.getString("body")).isEqualTo("access_denied");
    }

    @Test
    void refusalsAndOurTroublesAreNamedApart() throws Exception {
        house.views.letTalk(SELITE.id());
        Browser browser = house.logIn(SELITE);
        String reply = UUID.randomUUID().toString();
        house.bus.answer(
                _ -> Future.failedFuture(new Refusal(ErrorCode.SESSION_CLOSED, "it is over")));

        browser.send(
                Browser.frame("send", "web.in.say")
                        .put("body", words("x"))
                        .put("replyAddress", reply));

        assertThat(browser.next())
                .isEqualTo(
                        new JsonObject()
                                .put("type", "err")
                                .put("address", reply)
                                .put("failureCode", 410)
                                .put("failureType", "RECIPIENT_FAILURE")
                                .put("message", "it is over"));
        house.bus.answer(_ -> Future.failedFuture(new IllegalStateException("a secret")));
        JsonObject broken = browser.request("say", words("x"));
        assertThat(broken.getInteger("failureCode")).isEqualTo(500);
        assertThat(broken.encode()).doesNotContain("secret");
        assertThat(browser.refused("say", in())).isEqualTo(400);
    }
}
