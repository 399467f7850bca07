package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.session.Message.Text;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand.Close;
import dev.deskbus.domain.session.SessionCommand.PushRating;
import dev.deskbus.domain.session.SessionCommand.Say;
import dev.deskbus.domain.session.SessionCommand.Transfer;
import org.junit.jupiter.api.Test;

/** What was stored though the answer was lost, and is asked for again too late. */
class RepeatsIT extends ChangingHands {
    @Test
    void aWordIsAnsweredAsAtFirstThoughTheSessionIsOverMeanwhile() {
        Say word = word(new Party.OfAgent(agent("SELITE")), "k1");
        SessionAnswer first = act(word);
        act(new Close(new CommandId("c"), new Party.OfClient(client), "over"));

        assertThat(act(word)).isEqualTo(first);
        db.await(bus.forget());
        assertThat(act(word)).isEqualTo(first);

        assertThat(desk.count("session_event where kind = 'Said'")).isEqualTo(1);
        refused(word(new Party.OfAgent(agent("SELITE")), "k2"), ErrorCode.SESSION_CLOSED);
        refused(word(new Party.OfClient(client), "k1"), ErrorCode.SESSION_CLOSED);
        refused(word(new Party.OfAgent(agent("AE1EA")), "k1"), ErrorCode.NOT_A_PARTICIPANT);
    }

    @Test
    void aWordIsAnsweredAsAtFirstThoughItsAgentHasHandedTheSessionOn() {
        AgentId self = agent("SELITE");
        Say word = word(new Party.OfAgent(self), "k1");
        PushRating pushing = new PushRating(new CommandId("p1"), self);
        SessionAnswer said = act(word);
        SessionAnswer pushed = act(pushing);

        act(new Transfer(by("SELITE"), agent("AE1EA")));

        assertThat(act(word)).isEqualTo(said);
        assertThat(act(pushing)).isEqualTo(pushed);
        assertThat(desk.count("session_event where kind in ('Said', 'RatingPushed')")).isEqualTo(2);
        refused(word(new Party.OfAgent(self), "k2"), ErrorCode.NOT_A_PARTICIPANT);
        refused(new PushRating(new CommandId("p2"), self), ErrorCode.NOT_A_PARTICIPANT);
    }

    /** The edge gives a message without a name another one each time (decision G-13). */
    @Test
    void aWordWithoutANameIsKnownByItsContentForTwoMinutes() {
        Party visitor = new Party.OfClient(client);
        SessionAnswer first =
                act(new Say(visitor, Text.plain("hi"), new MessageKey("e1", "same"), null, null));
        act(new Close(new CommandId("c"), visitor, "over"));
        Say again = new Say(visitor, Text.plain("hi"), new MessageKey("e2", "same"), null, null);

        assertThat(act(again)).isEqualTo(first);
        db.sql("update session_event set at = at - interval '2 minutes'");
        refused(again, ErrorCode.SESSION_CLOSED);
    }

    private static Say word(Party speaker, String key) {
        return new Say(speaker, Text.plain("你好"), new MessageKey(key, null), null, null);
    }
}
