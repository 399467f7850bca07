package dev.deskbus.gateway.console.admin;

import static dev.deskbus.gateway.console.Demo.AE1EA;
import static dev.deskbus.gateway.console.Demo.LORI;
import static dev.deskbus.gateway.console.Demo.NOW;
import static dev.deskbus.gateway.console.Demo.SELITE;
import static dev.deskbus.gateway.console.admin.AdminHouse.TALK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.bus.Topic;
import dev.deskbus.domain.agent.ConsoleEvent;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.agent.ConsoleEvent.SessionEnded;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSaid;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSignalled;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.session.Act;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionCommand.Signal;
import dev.deskbus.domain.session.SessionEvent.MessageEdited;
import dev.deskbus.domain.session.SessionEvent.MessageRevoked;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.domain.session.SessionEvent.Whispered;
import dev.deskbus.gateway.console.Console;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What admin consoles are shown, also on a bus that loses events. */
class AdminPushIT {
    private static final Party GUEST = new Party.OfClient(LORI.id());
    private static final Party ME = new Party.OfAgent(SELITE.id());

    private AdminHouse house;

    @BeforeEach
    void open() throws Exception {
        house = new AdminHouse();
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

    private static String word(Console console) throws Exception {
        JsonObject push = console.json();
        assertThat(push.getInteger("api_key")).as(push.encode()).isEqualTo(32399);
        return push.getJsonObject("data").getJsonObject("message_info").getString("msg");
    }

    private static void expectNothing(Console console) throws Exception {
        assertThat(console.call("{call_type:0,seq:'end'}").getValue("seq")).isEqualTo("end");
    }

    @Test
    void aGuestWhoComesIsShownWithItsLastWords() throws Exception {
        Console console = house.logIn(SELITE);
        house.views.record = List.of(AdminHouse.row(3, GUEST, "hello"));

        assign();

        assertThat(console.next()).isEqualTo(AdminSamples.golden("32401-received"));
        assertThat(house.views.recordAsked).isEqualTo("1 1 20");
    }

    @Test
    void theGuestsWordsAreShownAndNobodyElses() throws Exception {
        Console console = house.logIn(SELITE);
        assign();
        console.json();

        say(ME, "my own"); // number 2
        say(GUEST, "hello");
        assertThat(console.next()).isEqualTo(AdminSamples.golden("32399-said"));
        expectNothing(console);
    }

    @Test
    void whatTheLastTalkShowsIsNotShownAgain() throws Exception {
        Console console = house.logIn(SELITE);
        house.views.letTalk(SELITE.id());
        house.views.say(TALK, GUEST, "before"); // number 2
        house.views.record = List.of(AdminHouse.row(2, GUEST, "before"));
        publish(new SessionAssigned(TALK, LORI, SELITE.id(), List.of(), 1, NOW, List.of()));
        assertThat(console.json().getInteger("api_key")).isEqualTo(32401);

        say(GUEST, "after");

        assertThat(word(console)).isEqualTo("after");
        expectNothing(console);
    }

    @Test
    void whatWasLostIsShownBeforeWhatComesNext() throws Exception {
        Console console = house.logIn(SELITE);
        assign();
        console.json();
        house.bus.loses = SessionSaid.class::isInstance;
        say(GUEST, "one");
        say(ME, "mine");
        house.bus.loses = _ -> false;
        say(GUEST, "two");

        assertThat(word(console)).isEqualTo("one");
        assertThat(word(console)).isEqualTo("two");
        expectNothing(console);
    }

    @Test
    void whoMissesNothingIsToldOnlyWhatHappens() throws Exception {
        Console console = house.logIn(SELITE);
        assign();
        assertThat(console.json().getInteger("api_key")).isEqualTo(32401);
        house.beginRounds();
        house.views.looksIn(3);

        assertThat(house.views.looksIn(12)).isLessThanOrEqualTo(3);

        house.bus.loses = _ -> true;
        say(GUEST, "hello?");
        assertThat(console.json().encode()).contains("hello?");
    }

    @Test
    void whatWasLostLastIsShownSoonAndNotTwice() throws Exception {
        Console console = house.logIn(SELITE);
        house.bus.loses = _ -> true;
        assign();
        say(GUEST, "hello?");
        house.guests.isDown = true;
        house.beginRounds();
        AdminHouse.await(() -> house.views.looks.get() >= 3);
        house.guests.isDown = false;
        house.bus.loses = _ -> false;

        assertThat(console.json().getInteger("api_key")).isEqualTo(32401);
        say(GUEST, "here");
        // The last talk that this test shows is empty: the log has the word once more.
        assertThat(word(console)).isEqualTo("here");
        expectNothing(console);
    }

    @Test
    void endsAndTypingAreForThoseWhoKnowThem() throws Exception {
        Console console = house.logIn(SELITE, "ended", "typing", "preview");
        assign();
        console.json();

        publish(new SessionSignalled(TALK, LORI, Signal.Kind.TYPING, null));
        publish(new SessionSignalled(TALK, LORI, Signal.Kind.PREVIEW, "hel"));
        publish(new SessionEnded(TALK, LORI, GUEST, 2));

        assertThat(console.json().getInteger("api_key")).isEqualTo(34002);
        assertThat(console.json().getJsonObject("data").getString("msg")).isEqualTo("hel");
        JsonObject ended = console.json();
        assertThat(ended.getInteger("api_key")).isEqualTo(34001);
        assertThat(ended.getJsonObject("data").getLong("gid")).isEqualTo(17);
    }

    @Test
    void soAreColleaguesCorrectionsAndNotesThoughTheirHintsAreLost() throws Exception {
        Console console = house.logIn(SELITE, "colleagues", "corrections", "notes");
        assign();
        console.json();
        Act act = new Act(new CommandId("a"), AE1EA.id(), Act.Authority.PARTICIPANT);
        house.views.say(TALK, new Party.OfAgent(AE1EA.id()), "hello");
        house.views.log(TALK, seq -> new Whispered(seq, NOW, "careful", act));
        house.views.log(TALK, seq -> new MessageEdited(seq, NOW, 2, Message.Text.plain("hi"), act));
        house.views.log(TALK, seq -> new MessageRevoked(seq, NOW, 2, act));

        say(GUEST, "here");

        assertThat(code(console.json(), "message_info")).isEqualTo("34004 hello");
        JsonObject note = console.json();
        assertThat(note.getInteger("api_key")).isEqualTo(34006);
        assertThat(note.getJsonObject("data").getString("msg")).isEqualTo("careful");
        assertThat(note.getJsonObject("data").getString("aix")).isEqualTo("AE1EA");
        JsonObject edited = console.json();
        assertThat(code(edited, "message_info")).isEqualTo("34005 hi");
        JsonObject revoked = console.json();
        assertThat(revoked.getInteger("api_key")).isEqualTo(34005);
        assertThat(revoked.getJsonObject("data").getLong("id"))
                .isEqualTo(edited.getJsonObject("data").getLong("id"));
        assertThat(revoked.getJsonObject("data").containsKey("message_info")).isFalse();
        assertThat(word(console)).isEqualTo("here");
    }

    private static String code(JsonObject push, String words) {
        return push.getInteger("api_key")
                + " "
                + push.getJsonObject("data").getJsonObject(words).getString("msg");
    }

    @Test
    void toOthersTheyAreNotShown() throws Exception {
        Console console = house.logIn(SELITE);
        assign();
        console.json();

        publish(new SessionSignalled(TALK, LORI, Signal.Kind.TYPING, null));
        Act act = new Act(new CommandId("a"), AE1EA.id(), Act.Authority.PARTICIPANT);
        house.views.log(TALK, seq -> new Whispered(seq, NOW, "careful", act));
        publish(new SessionEnded(TALK, LORI, GUEST, 3));

        expectNothing(console);
    }
}
