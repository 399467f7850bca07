package dev.deskbus.gateway.console.kf;

import static dev.deskbus.gateway.console.Demo.LORI;
import static dev.deskbus.gateway.console.Demo.NOW;
import static dev.deskbus.gateway.console.Demo.SELITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.bus.Topic;
import dev.deskbus.domain.agent.ConsoleEvent;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSaid;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.gateway.console.Console;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Consoles on a bus that loses events. */
class KfRepairIT {
    private static final SessionId TALK = new SessionId(96);
    private static final Party USER = new Party.OfClient(LORI.id());

    private House house;

    @BeforeEach
    void open() throws Exception {
        house = new House(House.settings());
    }

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    private void publish(ConsoleEvent event) {
        house.bus.publish(Topic.agent(SELITE.id()), event);
    }

    private void assign() {
        house.views.letTalk(SELITE.id());
        publish(new SessionAssigned(TALK, LORI, SELITE.id(), List.of(), 1, NOW, List.of()));
    }

    private void say(Party speaker, String text) {
        Said said = house.views.say(TALK, speaker, text);
        publish(new SessionSaid(TALK, LORI, speaker, said.message(), said.seq(), said.at()));
    }

    private static String words(Console console) throws Exception {
        JsonObject push = console.json();
        assertThat(push.getString("method")).isEqualTo("connect_list_push");
        assertThat(push.getString("userid")).isEqualTo(LORI.id().value());
        return String.join(
                ",",
                push.getJsonArray("user_query").stream()
                        .map(each -> ((JsonObject) each).getJsonObject("value").getString("text"))
                        .toList());
    }

    @Test
    void whatWasLostIsShownBeforeWhatComesNext() throws Exception {
        Console elite = house.logIn(SELITE);
        assign();
        say(USER, "one");
        house.bus.loses = SessionSaid.class::isInstance;
        say(USER, "two");
        say(new Party.OfAgent(SELITE.id()), "my own");
        say(USER, "three");
        house.bus.loses = _ -> false;
        say(USER, "four");

        for (String expected : List.of("", "one", "two", "three", "four")) {
            assertThat(words(elite)).isEqualTo(expected);
        }
        elite.expectNothing();
    }

    @Test
    void whatWasLostLastIsShownSoonAndNotTwice() throws Exception {
        Console elite = house.logIn(SELITE);
        assign();
        house.bus.loses = _ -> true;
        say(USER, "hello?");
        house.views.isDown = true;
        house.beginRounds();
        House.await(() -> house.views.rounds.get() >= 3); // in vain
        house.views.isDown = false;
        house.bus.loses = _ -> false;

        assertThat(words(elite)).isEmpty();
        assertThat(words(elite)).isEqualTo("hello?");
        say(USER, "here again");
        assertThat(words(elite)).isEqualTo("here again");
        elite.expectNothing();
    }

    @Test
    void whoMissesNothingIsToldOnlyWhatHappens() throws Exception {
        Console elite = house.logIn(SELITE);
        assign();
        assertThat(words(elite)).isEmpty();
        house.beginRounds();
        house.views.looksIn(3);

        assertThat(house.views.looksIn(12)).isLessThanOrEqualTo(3);

        house.bus.loses = _ -> true;
        say(USER, "hello?");
        assertThat(words(elite)).isEqualTo("hello?");
    }

    @Test
    void anAssignmentThatWasLostIsShownWithItsWords() throws Exception {
        Console elite = house.logIn(SELITE);
        house.bus.loses = _ -> true;
        assign();
        say(USER, "hello");
        say(USER, "anybody?");

        house.beginRounds();

        assertThat(words(elite)).isEqualTo("hello,anybody?");
        elite.expectNothing();
    }

    @Test
    void whatTheConsoleCanAskForItselfAfterItsLoginIsNotPushed() throws Exception {
        house.bus.loses = _ -> true;
        assign();
        say(USER, "old");
        house.bus.loses = _ -> false;
        house.beginRounds();

        Console elite = house.logIn(SELITE);
        say(USER, "new");

        assertThat(words(elite)).isEqualTo("new");
        elite.expectNothing();
    }

    @Test
    void withoutADatabaseNobodyIsLetIn() throws Exception {
        house.views.isDown = true;
        Console elite = house.connect();

        assertThat(elite.call(house.login(SELITE)).getInteger("code")).isNotZero();
        assertThat(house.presence.row(SELITE.id()).connected()).isFalse();
        house.views.isDown = false;

        assertThat(elite.call(house.login(SELITE)).getInteger("code")).isZero();
    }
}
