package dev.deskbus.gateway.console.kf;

import static dev.deskbus.gateway.console.Demo.LORI;
import static dev.deskbus.gateway.console.Demo.NOW;
import static dev.deskbus.gateway.console.Demo.SELITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.bus.Topic;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSaid;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.gateway.console.Console;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A console that reads, but slower than it is spoken to. No rounds help it here. */
class KfSlowIT {
    private static final SessionId TALK = new SessionId(96);
    private static final Party USER = new Party.OfClient(LORI.id());
    private static final int WORDS = 400;
    private static final String LONG = "x".repeat(60_000);

    private House house;

    @BeforeEach
    void open() throws Exception {
        house =
                new House(
                        new KfSettings(
                                List.of(),
                                true,
                                Duration.ofSeconds(60),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(20),
                                Duration.ofSeconds(8),
                                Duration.ofMinutes(10)));
    }

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    @Test
    void itMissesNothingAndSeesNothingTwice() throws Exception {
        Console slow = house.logIn(SELITE);
        slow.socket().pause();
        house.views.letTalk(SELITE.id());
        house.bus.publish(
                Topic.agent(SELITE.id()),
                new SessionAssigned(TALK, LORI, SELITE.id(), List.of(), 1, NOW, List.of()));
        for (int i = 0; i < WORDS; i++) {
            Said said = house.views.say(TALK, USER, i + ":" + LONG);
            house.bus.publish(
                    Topic.agent(SELITE.id()),
                    new SessionSaid(TALK, LORI, USER, said.message(), said.seq(), said.at()));
        }

        slow.socket().fetch(1);
        assertThat(word(slow)).isEmpty();
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < WORDS; i++) {
            slow.socket().fetch(1);
            shown.add(word(slow));
        }

        assertThat(shown)
                .containsExactlyElementsOf(
                        IntStream.range(0, WORDS).mapToObj(i -> "" + i).toList());
        assertThat(house.views.fetches).hasPositiveValue(); // some of it had been dropped
        slow.socket().resume();
        slow.expectNothing();
    }

    /** What stands before the colon. */
    private static String word(Console console) throws Exception {
        var words = console.json().getJsonArray("user_query");
        return words.isEmpty()
                ? ""
                : words.getJsonObject(0).getJsonObject("value").getString("text").split(":", 2)[0];
    }
}
