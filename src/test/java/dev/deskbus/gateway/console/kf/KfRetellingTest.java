package dev.deskbus.gateway.console.kf;

import static dev.deskbus.gateway.console.Demo.AE1EA;
import static dev.deskbus.gateway.console.Demo.LORI;
import static dev.deskbus.gateway.console.Demo.NOW;
import static dev.deskbus.gateway.console.Demo.SELITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSaid;
import dev.deskbus.domain.agent.ConsoleEvent.SessionWhispered;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Act;
import dev.deskbus.domain.session.Message.Text;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionEvent.AgentJoined;
import dev.deskbus.domain.session.SessionEvent.MessageEdited;
import dev.deskbus.domain.session.SessionEvent.MessageRevoked;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.domain.session.SessionEvent.Whispered;
import dev.deskbus.gateway.console.Digest.All;
import dev.deskbus.gateway.console.FakeViews;
import dev.deskbus.gateway.console.Following;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What agents are shown of a session beside words. */
class KfRetellingTest {
    private static final SessionId TALK = new SessionId(96);
    private static final Party USER = new Party.OfClient(LORI.id());

    private final FakeViews views = new FakeViews();
    private final Paper paper = new Paper();
    private final Following target =
            new Following(views, SELITE.id(), paper, paper.frames("whisper", "revoke", "agents"));

    private SessionSaid say(Party speaker, String text) {
        Said said = views.say(TALK, speaker, text);
        return new SessionSaid(TALK, LORI, said.speaker(), said.message(), said.seq(), said.at());
    }

    private static SessionAssigned assigned() {
        return new SessionAssigned(TALK, LORI, SELITE.id(), List.of(), 1, NOW, List.of());
    }

    private void digest() {
        assertThat(
                        target.digest(new All(views.findStandings(Set.of(SELITE.id())).result()))
                                .succeeded())
                .isTrue();
    }

    @Test
    void whatIsNoWordIsShownInItsPlaceTooWhenItWasLost() {
        views.letTalk(SELITE.id());
        target.onAssigned(assigned());
        Act act = new Act(new CommandId("a"), AE1EA.id(), Act.Authority.PARTICIPANT);
        say(USER, "one");
        views.log(TALK, seq -> new AgentJoined(seq, NOW, AE1EA.id(), act));
        views.log(TALK, seq -> new Whispered(seq, NOW, "careful", act));
        views.log(TALK, seq -> new MessageEdited(seq, NOW, 2, Text.plain("won"), act));
        views.log(TALK, seq -> new MessageRevoked(seq, NOW, 2, act));
        SessionSaid two = say(USER, "two");

        target.onSaid(two);
        digest();

        assertThat(paper.shown())
                .containsExactly(
                        "",
                        "one",
                        "agents_push",
                        "whisper_push",
                        "edit_push",
                        "revoke_push",
                        "two");
    }

    @Test
    void whatIsNoWordIsShownOnceAndNotBeforeItsPlace() {
        views.letTalk(SELITE.id());
        target.onAssigned(assigned());
        Act act = new Act(new CommandId("a"), AE1EA.id(), Act.Authority.PARTICIPANT);
        say(USER, "one");
        Whispered whispered = views.log(TALK, seq -> new Whispered(seq, NOW, "careful", act));
        var event = new SessionWhispered(TALK, LORI, AE1EA.id(), "careful", whispered.seq(), NOW);

        target.onWhispered(event);
        target.onWhispered(event);
        digest();

        assertThat(paper.shown()).containsExactly("", "one", "whisper_push");
    }
}
