package dev.deskbus.gateway.console.web;

import static dev.deskbus.gateway.console.Demo.AE1EA;
import static dev.deskbus.gateway.console.Demo.LORI;
import static dev.deskbus.gateway.console.Demo.NOW;
import static dev.deskbus.gateway.console.Demo.SALES;
import static dev.deskbus.gateway.console.Demo.SELITE;
import static dev.deskbus.gateway.console.web.WebHouse.TALK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.bus.Topic;
import dev.deskbus.domain.agent.ConsoleEvent;
import dev.deskbus.domain.agent.ConsoleEvent.RequestGone;
import dev.deskbus.domain.agent.ConsoleEvent.RequestWaiting;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.agent.ConsoleEvent.SessionEnded;
import dev.deskbus.domain.agent.ConsoleEvent.SessionLeft;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSaid;
import dev.deskbus.domain.agent.ConsoleEvent.SessionWhispered;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.session.Act;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.Party.OfAgent;
import dev.deskbus.domain.session.SessionEvent.MessageRevoked;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.domain.session.SessionEvent.Whispered;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The stream goes on where the browser says that it stopped, and is repaired when hints are lost.
 */
class WebStreamIT {
    private static final Party VISITOR = new Party.OfClient(LORI.id());
    private static final Party ME = new OfAgent(SELITE.id());

    private WebHouse house;

    @BeforeEach
    void open() throws Exception {
        house = new WebHouse();
    }

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    private void publish(ConsoleEvent event) {
        house.bus.publish(Topic.agent(SELITE.id()), event);
    }

    private void say(Party speaker, String text) {
        Said said = house.views.say(TALK, speaker, text);
        publish(new SessionSaid(TALK, LORI, speaker, said.message(), said.seq(), said.at()));
    }

    private static String word(Browser browser) throws Exception {
        JsonObject push = browser.push("message");
        assertThat(push.getLong("session")).isEqualTo(96);
        return push.getLong("seq")
                + " "
                + push.getString("from")
                + " "
                + push.getJsonObject("message").getString("text");
    }

    @Test
    void nothingIsShownBeforeTheBrowserSaysWhatItHas() throws Exception {
        house.views.letTalk(SELITE.id());
        house.beginRounds();
        Browser browser = house.logIn(SELITE);
        say(VISITOR, "one");
        browser.ask("agents", new JsonObject());

        JsonObject state = browser.resume(new JsonObject());

        assertThat(state.getJsonArray("sessions").getJsonObject(0).getLong("last_seq"))
                .isEqualTo(2);
        browser.push("assigned");
        assertThat(word(browser)).isEqualTo("2 client one");
    }

    /** Whoever takes it back does not want the next one to see it. */
    @Test
    void whatWasTakenBackBeforeIsTakenBackForWhoComesNew() throws Exception {
        house.views.letTalk(SELITE.id());
        Act act = new Act(new CommandId("a"), AE1EA.id(), Act.Authority.PARTICIPANT);
        say(new OfAgent(AE1EA.id()), "my number is 4111");
        house.views.log(TALK, seq -> new MessageRevoked(seq, NOW, 2, act));
        house.views.log(TALK, seq -> new Whispered(seq, NOW, "careful", act));
        Browser browser = house.logIn(SELITE);

        browser.resume(new JsonObject());

        browser.push("assigned");
        assertThat(word(browser)).isEqualTo("2 agent my number is 4111");
        assertThat(browser.push("revoked").getLong("of")).isEqualTo(2);
        assertThat(browser.push("note").getString("text")).isEqualTo("careful");
    }

    @Test
    void withoutAChannelThereIsNoStream() throws Exception {
        Browser browser = house.connect();
        browser.ask("login", new JsonObject().put("token", house.token(SELITE)));

        assertThat(browser.refused("resume", new JsonObject())).isEqualTo(400);
    }

    @Test
    void exactlyWhatWasMissedComesThenWhatHappens() throws Exception {
        house.views.letTalk(SELITE.id());
        say(VISITOR, "one");
        say(ME, "two");
        say(new Party.OfSystem(), "three");
        say(VISITOR, "four");
        Browser browser = house.logIn(SELITE);

        browser.resume(new JsonObject().put("96", 2));

        assertThat(word(browser)).isEqualTo("3 agent two");
        assertThat(word(browser)).isEqualTo("4 system three");
        assertThat(word(browser)).isEqualTo("5 client four");
        say(VISITOR, "five");
        assertThat(word(browser)).isEqualTo("6 client five");
    }

    @Test
    void lostHintsAreMadeUpForInOrder() throws Exception {
        house.views.letTalk(SELITE.id());
        Browser browser = house.logIn(SELITE);
        browser.resume(new JsonObject().put("96", 1));
        house.bus.loses = SessionSaid.class::isInstance;
        say(VISITOR, "two");
        say(ME, "three");
        house.bus.loses = _ -> false;
        say(VISITOR, "four");

        assertThat(word(browser)).isEqualTo("2 client two");
        assertThat(word(browser)).isEqualTo("3 agent three");
        assertThat(word(browser)).isEqualTo("4 client four");

        house.bus.loses = SessionSaid.class::isInstance;
        say(VISITOR, "last");
        house.beginRounds();
        assertThat(browser.await("message").encode()).contains("last");
        JsonObject digest = browser.await("digest");
        assertThat(digest.getJsonObject("sessions").getLong("96")).isEqualTo(5);
    }

    @Test
    void whoMissesNothingIsToldOnlyWhatHappens() throws Exception {
        house.views.letTalk(SELITE.id());
        Browser browser = house.logIn(SELITE);
        house.beginRounds();
        browser.resume(new JsonObject().put("96", 1));
        house.views.looksIn(3);

        assertThat(house.views.looksIn(12)).isLessThanOrEqualTo(3);

        house.bus.loses = _ -> true;
        say(VISITOR, "hello?");
        assertThat(browser.await("message").encode()).contains("hello?");
    }

    @Test
    void aSessionThatEndedMeanwhileIsToldToItsEnd() throws Exception {
        house.views.letTalk(SELITE.id());
        say(VISITOR, "one");
        say(VISITOR, "two");
        house.views.next(TALK);
        house.views.close(TALK);
        Browser browser = house.logIn(SELITE);

        JsonObject state = browser.resume(new JsonObject().put("96", 2));

        assertThat(state.getJsonArray("sessions")).isEmpty();
        assertThat(word(browser)).isEqualTo("3 client two");
        assertThat(browser.push("ended").getLong("session")).isEqualTo(96);
    }

    @Test
    void ofSomebodyElsesSessionNothingIsTold() throws Exception {
        house.views.letTalk(AE1EA.id());
        say(VISITOR, "secret");
        Browser browser = house.logIn(SELITE);

        browser.resume(new JsonObject().put("96", 0).put("97", 0));

        List<Long> left = new ArrayList<>();
        left.add(browser.push("left").getLong("session"));
        left.add(browser.push("left").getLong("session"));
        assertThat(left).containsExactlyInAnyOrder(96L, 97L);
        house.beginRounds();
        assertThat(browser.push("digest").getJsonObject("sessions")).isEmpty();
    }

    @Test
    void aNewSessionComesWithAllItsWordsAndTheirNumbers() throws Exception {
        Browser browser = house.logIn(SELITE);
        browser.resume(new JsonObject());
        house.views.letTalk(SELITE.id());
        for (int i = 2; i <= 251; i++) {
            house.views.say(TALK, VISITOR, "w" + i);
        }
        publish(
                new SessionAssigned(
                        TALK,
                        LORI,
                        SELITE.id(),
                        List.of(Message.Text.plain("w2")),
                        251,
                        NOW,
                        List.of()));

        JsonObject assigned = browser.push("assigned");
        assertThat(assigned.getJsonObject("client").getString("id")).isEqualTo(LORI.id().value());
        for (int i = 2; i <= 251; i++) {
            assertThat(word(browser)).isEqualTo(i + " client w" + i);
        }
        say(VISITOR, "w252");
        assertThat(word(browser)).isEqualTo("252 client w252");
        long end = house.views.next(TALK);
        publish(new SessionEnded(TALK, LORI, ME, end));
        browser.push("ended");
    }

    @Test
    void whatIsNoWordMovesTheStreamOn() throws Exception {
        house.views.letTalk(SELITE.id());
        Browser browser = house.logIn(SELITE);
        browser.resume(new JsonObject().put("96", 1));
        long seq = house.views.next(TALK);
        publish(new SessionWhispered(TALK, LORI, AE1EA.id(), "psst", seq, NOW));

        assertThat(browser.push("note").getString("text")).isEqualTo("psst");
        int fetches = house.views.fetches.get();
        say(VISITOR, "three");
        assertThat(word(browser)).isEqualTo("3 client three");
        assertThat(house.views.fetches.get()).isEqualTo(fetches);
        publish(new SessionLeft(TALK, LORI, SELITE.id(), SELITE.id(), AE1EA.id(), 4, NOW));
        assertThat(browser.push("left").getString("to")).isEqualTo("AE1EA");
    }

    @Test
    void offersAreAStateThatIsKeptUp() throws Exception {
        house.lines.letWait(7, null, "hello");
        house.lines.letWait(8, AE1EA.id(), "for another");
        house.lines.letWait(9, SELITE.id(), "for me");
        Browser browser = house.logIn(SELITE);

        JsonArray offers = browser.resume(new JsonObject()).getJsonArray("offers");

        assertThat(offers).hasSize(2);
        assertThat(offers.getJsonObject(0).getLong("request")).isEqualTo(7);
        assertThat(offers.getJsonObject(0).getBoolean("for_me")).isFalse();
        assertThat(offers.getJsonObject(1).getBoolean("for_me")).isTrue();

        publish(waiting(10, "new"));
        assertThat(browser.push("offer").getLong("request")).isEqualTo(10);
        publish(waiting(10));
        publish(new RequestGone(SALES, new RequestId(10), LORI, AE1EA.id()));
        assertThat(browser.push("offer_gone").getString("taken_by")).isEqualTo("AE1EA");

        house.lines.letWait(7, null, "hello", "anybody?");
        house.lines.end(9, null);
        house.lines.letWait(10, null, "old news");
        house.lines.letWait(11, null, "nobody told of me");
        house.beginRounds();
        assertThat(browser.push("offer").getJsonArray("messages")).hasSize(2);
        assertThat(browser.push("offer").getLong("request")).isEqualTo(11);
        JsonObject gone = browser.push("offer_gone");
        assertThat(gone.getLong("request")).isEqualTo(9);
        assertThat(gone.containsKey("taken_by")).isFalse();
        assertThat(browser.push("digest").getJsonArray("offers").encode()).isEqualTo("[7,11]");
    }

    @Test
    void anOfferAndItsWordsAreShownOnceThoughItsQueueMovesAndAllAreAskedThen() throws Exception {
        Browser browser = house.logIn(SELITE);
        browser.resume(new JsonObject());

        publish(waiting(7, SELITE.id(), 5, 1, "hello"));
        assertThat(browser.push("offer").getBoolean("for_me")).isTrue();
        publish(waiting(7, SELITE.id(), 5, 0));
        publish(waiting(7, null, 0, 1, "hello"));
        publish(waiting(7, null, 0, 0));
        publish(waiting(7, null, 0, 2, "more"));

        JsonObject forAll = browser.push("offer");
        assertThat(forAll.getBoolean("for_me")).isFalse();
        assertThat(forAll.getJsonArray("messages")).isEmpty();
        assertThat(browser.push("offer").getJsonArray("messages")).hasSize(1);
    }

    private static RequestWaiting waiting(long request, String... words) {
        return waiting(request, null, 0, words.length, words);
    }

    private static RequestWaiting waiting(
            long request, @Nullable AgentId asked, long offer, long said, String... words) {
        return new RequestWaiting(
                SALES,
                new RequestId(request),
                LORI,
                asked,
                offer,
                said,
                List.of(words).stream().<Message>map(Message.Text::plain).toList(),
                NOW);
    }

    /** What the browser has nobody else knows, so nothing is told by guess. */
    @Test
    void whereTheDatabaseDoesNotAnswerTheBrowserAsksAgain() throws Exception {
        house.views.letTalk(SELITE.id());
        say(VISITOR, "one");
        say(VISITOR, "two");
        house.beginRounds();
        Browser browser = house.logIn(SELITE);
        JsonObject has = new JsonObject().put("sessions", new JsonObject().put("96", 2));
        house.views.isDown = true;

        assertThat(browser.refused("resume", has)).isEqualTo(503);
        house.views.isDown = false;
        house.views.looksIn(3);

        browser.ask("resume", has);
        browser.push("state");
        assertThat(word(browser)).isEqualTo("3 client two");
    }

    @Test
    void aStreamMayBeginAnew() throws Exception {
        house.views.letTalk(SELITE.id());
        say(VISITOR, "one");
        Browser browser = house.logIn(SELITE);
        browser.resume(new JsonObject().put("96", 1));
        assertThat(word(browser)).isEqualTo("2 client one");

        browser.resume(new JsonObject().put("96", 1));

        assertThat(word(browser)).isEqualTo("2 client one");
    }

    @Test
    void whoDoesNotHearIsNotTold() throws Exception {
        house.views.letTalk(SELITE.id());
        Browser browser = house.logIn(SELITE);
        browser.resume(new JsonObject().put("96", 1));

        browser.send(Browser.frame("unregister", browser.channel()));
        browser.ask("agents", new JsonObject());
        say(VISITOR, "unheard");
        browser.send(Browser.frame("register", browser.channel()));
        browser.ask("agents", new JsonObject());
        house.beginRounds();

        assertThat(word(browser)).isEqualTo("2 client unheard");
    }
}
