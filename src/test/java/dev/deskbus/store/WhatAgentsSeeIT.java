package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.queue.QueueCommand;
import dev.deskbus.domain.queue.QueueState.Waiting;
import dev.deskbus.domain.session.Message.Text;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand.Acting;
import dev.deskbus.domain.session.SessionCommand.Edit;
import dev.deskbus.domain.session.SessionCommand.Join;
import dev.deskbus.domain.session.SessionCommand.Leave;
import dev.deskbus.domain.session.SessionCommand.Read;
import dev.deskbus.domain.session.SessionCommand.Revoke;
import dev.deskbus.domain.session.SessionCommand.Say;
import dev.deskbus.domain.session.SessionCommand.Transfer;
import dev.deskbus.domain.session.SessionCommand.Watch;
import dev.deskbus.domain.session.SessionCommand.Whisper;
import dev.deskbus.port.ConversationViews.HistoryQuery;
import dev.deskbus.port.HistoryRow;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Conferences, supervisors, corrections, read marks (docs/decisions/0070, 0071). */
class WhatAgentsSeeIT extends ChangingHands {
    @Test
    void aSupervisorTakesOverEvenAboveItsCapacityAndThatIsInTheAudit() {
        for (int i = 0; i < 5; i++) {
            desk.talk(2, desk.visitor(), "BOSS1");
        }
        act(new Transfer(boss(), agent("BOSS1")));
        assertThat(desk.count("agent_slot where agent_id = 'BOSS1' and session_id is not null"))
                .isEqualTo(6);
        assertThat(seated()).containsExactly("BOSS1");
        assertThat(desk.texts("select tenant_id || ' ' || actor || ' ' || act from audit"))
                .containsExactly("1 agent:BOSS1 SessionTransferred");
        assertThat(desk.text("select detail from audit")).contains("BOSS1", text(talk));
    }

    @Test
    void severalTakePartAndEachHasASlot() {
        act(new Join(by("SELITE"), agent("AE1EA")));
        act(new Join(boss(), agent("BOSS1")));
        assertThat(slots()).containsExactlyInAnyOrder("SELITE", "AE1EA", "BOSS1");
        assertThat(view().agents())
                .containsExactly(agent("SELITE"), agent("AE1EA"), agent("BOSS1"));
        act(new Leave(by("SELITE")));
        assertThat(slots()).containsExactlyInAnyOrder("AE1EA", "BOSS1");
        act(new Transfer(by("AE1EA"), agent("BOSS1")));
        assertThat(slots()).containsExactly("BOSS1");
        refused(new Leave(by("BOSS1")), ErrorCode.AGENT_NOT_ELIGIBLE);
        assertThat(callbacks())
                .containsExactly(
                        "AgentsChanged SELITE AE1EA",
                        "AgentsChanged SELITE AE1EA BOSS1",
                        "AgentsChanged AE1EA BOSS1",
                        "AgentsChanged BOSS1");
    }

    @Test
    void whatASupervisorDoesWithoutASlotIsInTheAuditToo() {
        act(new Watch(boss(), true));
        act(new Whisper(boss(), "be kind"));
        assertThat(desk.texts("select act from audit order by id"))
                .containsExactly("WatchChanged", "Whispered");
        assertThat(db.await(views.findStandings(Set.of(agent("BOSS1")))))
                .extracting(standing -> standing.session())
                .containsExactly(talk);
        assertThat(view().agents()).containsExactly(agent("SELITE"));
        assertThat(callbacks()).isEmpty();
        act(new Watch(boss(), false));
        assertThat(desk.count("session_watch")).isZero();
    }

    @Test
    void aWordThatWasTakenBackIsEmptyInEveryHistory() {
        Acting oops = new Revoke(by("SELITE"), said("oops"));
        act(oops);
        act(new Edit(by("SELITE"), said("bad"), Text.plain("good")));
        act(new Whisper(by("SELITE"), "secret"));
        List<HistoryRow> rows =
                db.await(views.findHistory(new HistoryQuery(client, null, 0, 0, 10, false)));
        assertThat(rows)
                .extracting(row -> ((Text) row.message()).text() + " " + row.isRevoked())
                .containsExactly("good false", " true");
    }

    /** An agent's word; its number. */
    private long said(String text) {
        var answer =
                act(
                        new Say(
                                new Party.OfAgent(agent("SELITE")),
                                Text.plain(text),
                                new MessageKey(text, null),
                                null,
                                null));
        return ((SessionAnswer.Logged) answer).seq();
    }

    @Test
    void aReadMarkNeverMovesBack() {
        say("one");
        act(new Read(agent("SELITE")));
        act(new Read(agent("SELITE")));
        assertThat(desk.texts("select agent_id || ' ' || up_to from session_read"))
                .containsExactly("SELITE 2");
        db.await(new PgReadMarks(db.pg()).mark(talk, agent("SELITE"), 1));
        assertThat(desk.text("select up_to from session_read")).isEqualTo("2");
    }

    @Test
    void aSupervisorTakesFromTheLineWithoutRoom() {
        for (int i = 0; i < 5; i++) {
            desk.talk(2, desk.visitor(), "BOSS1");
        }
        Waiting waiting = desk.someone(2);
        refused(2, new QueueCommand.Claim(waiting.id(), agent("BOSS1")), ErrorCode.AGENT_FULL);
        assertThat(ask(2, new QueueCommand.Claim(waiting.id(), agent("BOSS1"), true)))
                .isInstanceOf(QueueAnswer.Accepted.class);
        assertThat(desk.count("agent_slot where agent_id = 'BOSS1' and session_id is not null"))
                .isEqualTo(6);
    }
}
