package dev.deskbus.domain.session;

import static dev.deskbus.domain.session.SessionFixture.ANN;
import static dev.deskbus.domain.session.SessionFixture.BOB;
import static dev.deskbus.domain.session.SessionFixture.CLIENT;
import static dev.deskbus.domain.session.SessionFixture.IDLE;
import static dev.deskbus.domain.session.SessionFixture.NOON;
import static dev.deskbus.domain.session.SessionFixture.PEOPLES_IDLE;
import static dev.deskbus.domain.session.SessionFixture.SYSTEM;
import static dev.deskbus.domain.session.SessionFixture.agent;
import static dev.deskbus.domain.session.SessionFixture.close;
import static dev.deskbus.domain.session.SessionFixture.given;
import static dev.deskbus.domain.session.SessionFixture.said;
import static dev.deskbus.domain.session.SessionFixture.say;
import static dev.deskbus.domain.session.SessionFixture.talking;
import static dev.deskbus.domain.session.SessionFixture.talkingToRobot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.callback.Callback;
import dev.deskbus.domain.callback.Outbox;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.session.Act.Authority;
import dev.deskbus.domain.session.SessionCommand.Edit;
import dev.deskbus.domain.session.SessionCommand.GiveBack;
import dev.deskbus.domain.session.SessionCommand.Join;
import dev.deskbus.domain.session.SessionCommand.Leave;
import dev.deskbus.domain.session.SessionCommand.Read;
import dev.deskbus.domain.session.SessionCommand.Revoke;
import dev.deskbus.domain.session.SessionCommand.TakeOver;
import dev.deskbus.domain.session.SessionCommand.Tick;
import dev.deskbus.domain.session.SessionCommand.Transfer;
import dev.deskbus.domain.session.SessionCommand.Watch;
import dev.deskbus.domain.session.SessionCommand.Whisper;
import dev.deskbus.domain.session.SessionEvent.AgentJoined;
import dev.deskbus.domain.session.SessionEvent.AgentLeft;
import dev.deskbus.domain.session.SessionEvent.Closed;
import dev.deskbus.domain.session.SessionEvent.MessageEdited;
import dev.deskbus.domain.session.SessionEvent.MessageRevoked;
import dev.deskbus.domain.session.SessionEvent.SessionGivenBack;
import dev.deskbus.domain.session.SessionEvent.SessionTransferred;
import dev.deskbus.domain.session.SessionEvent.WatchChanged;
import dev.deskbus.domain.session.SessionEvent.Whispered;
import dev.deskbus.domain.session.SessionState.Facts;
import dev.deskbus.domain.session.SessionState.Open;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What agents do with a session (docs/decisions/0070). */
class ActsTest {
    private static final AgentId CYD = new AgentId("CYD");
    private static final AgentId BOSS = new AgentId("BOSS");
    private static final QueueId SALES = new QueueId(1);
    private static final QueueId SERVICE = new QueueId(2);
    private static final RequestId SEVEN = new RequestId(7);

    @Test
    void whoHasItHandsItOn() {
        given(talking())
                .when(new Transfer(by(ANN), BOB))
                .then(handed(2, BOB, SessionKind.HUMAN, IDLE, by(ANN)));
        Open after = (Open) given(talking(), handed(2, BOB, by(ANN))).state();
        assertThat(after.agents()).containsExactly(BOB);
        given(after).when(say(agent(BOB), "hi")).then(said(3, NOON, say(agent(BOB), "hi")));
        given(after).when(say(agent(ANN), "hi")).thenRefused(ErrorCode.NOT_A_PARTICIPANT);
    }

    @Test
    void othersDoNotAndNobodyToItself() {
        given(talking()).when(new Transfer(by(BOB), BOB)).thenRefused(ErrorCode.NOT_A_PARTICIPANT);
        given(talking()).when(new Transfer(by(ANN), ANN)).thenRefused(ErrorCode.AGENT_NOT_ELIGIBLE);
        given(talking())
                .when(new GiveBack(by(BOB), SEVEN, null))
                .thenRefused(ErrorCode.NOT_A_PARTICIPANT);
        given(talking()).when(new Join(by(BOB), BOB)).thenRefused(ErrorCode.NOT_A_PARTICIPANT);
    }

    @Test
    void aSupervisorHandsAnySessionOnAndTakesItOver() {
        given(talking())
                .when(new Transfer(boss(), BOB))
                .then(handed(2, BOB, SessionKind.HUMAN, IDLE, boss()));
        given(talking())
                .when(new Transfer(boss(), BOSS))
                .then(handed(2, BOSS, SessionKind.HUMAN, IDLE, boss()));
        given(talking()).when(new Transfer(boss(), ANN)).then();
    }

    @Test
    void aSupervisorTakesARobotsSession() {
        given(talkingToRobot())
                .when(new Transfer(boss(), BOSS))
                .then(
                        new SessionTransferred(
                                2, NOON, BOSS, new QueueId(3), SessionKind.HUMAN, IDLE, boss()));
        given(talkingToRobot())
                .when(new Join(boss(), BOSS))
                .thenRefused(ErrorCode.SESSION_KIND_WRONG);
        given(talkingToRobot())
                .when(new GiveBack(boss(), SEVEN, SALES))
                .thenRefused(ErrorCode.SESSION_KIND_WRONG);
    }

    @Test
    void aDedicatedSessionStays() {
        given(dedicated())
                .when(new Transfer(by(ANN), BOB))
                .thenRefused(ErrorCode.SESSION_KIND_WRONG);
        given(dedicated())
                .when(new GiveBack(by(ANN), SEVEN, null))
                .thenRefused(ErrorCode.SESSION_KIND_WRONG);
    }

    @Test
    void backInTheLineNobodyIsThereAndNobodyIsSilent() {
        given(talking()).when(new GiveBack(by(ANN), SEVEN, null)).then(back(2, SALES));
        given(talking()).when(new GiveBack(by(ANN), SEVEN, SERVICE)).then(back(2, SERVICE));
        Open waits = (Open) given(talking(), back(2, SERVICE)).state();
        assertThat(waits.agents()).isEmpty();
        assertThat(waits.waiting()).isEqualTo(SEVEN);
        assertThat(waits.facts().queue()).isEqualTo(SERVICE);
        assertThat(Session.lookAgainAt(waits, NOON)).isEmpty();
        given(waits).when(new Tick(), Duration.ofHours(5)).then();
        given(waits).when(say(CLIENT, "hello?")).then(said(3, NOON, say(CLIENT, "hello?")));
        given(waits).when(say(agent(ANN), "hi")).thenRefused(ErrorCode.NOT_A_PARTICIPANT);
        given(waits).when(close(CLIENT, "enough")).then(new Closed(3, NOON, CLIENT, "enough"));
        given(waits)
                .when(close(SYSTEM, Session.ABANDONED))
                .then(new Closed(3, NOON, SYSTEM, Session.ABANDONED));
        given(waits)
                .when(new GiveBack(boss(), new RequestId(8), SALES))
                .thenRefused(ErrorCode.REQUEST_TAKEN);
    }

    @Test
    void theLineGivesItAwayOnceByThatRequest() {
        Open waits = (Open) given(talking(), back(2, SERVICE)).state();
        given(waits).when(takenOver(new RequestId(6), BOB)).then();
        SessionTransferred taken =
                new SessionTransferred(
                        3, NOON, BOB, SERVICE, SessionKind.HUMAN, PEOPLES_IDLE, null);
        given(waits).when(takenOver(SEVEN, BOB)).then(taken);
        Open after = (Open) given(waits, taken).state();
        assertThat(after.waiting()).isNull();
        assertThat(after.facts().idle()).isEqualTo(PEOPLES_IDLE);
        given(after).when(takenOver(SEVEN, CYD)).then();
    }

    /** An old hint must not give away what was given back again meanwhile. */
    @Test
    void anOldHintDoesNothing() {
        given(
                        talking(),
                        back(2, SERVICE),
                        new SessionTransferred(
                                3, NOON, BOB, SERVICE, SessionKind.HUMAN, PEOPLES_IDLE),
                        new SessionGivenBack(4, NOON, new RequestId(8), SERVICE, by(BOB)))
                .when(takenOver(SEVEN, BOB))
                .then();
    }

    @Test
    void aSupervisorTakesItOutOfTheLine() {
        given(talking(), back(2, SERVICE))
                .when(new Join(boss(), BOSS))
                .then(
                        new SessionTransferred(
                                3, NOON, BOSS, SERVICE, SessionKind.HUMAN, IDLE, boss()));
    }

    @Test
    void severalTakePartAndTheLastOneStays() {
        given(talking()).when(new Join(by(ANN), BOB)).then(new AgentJoined(2, NOON, BOB, by(ANN)));
        Open both = (Open) given(talking(), new AgentJoined(2, NOON, BOB, by(ANN))).state();
        given(both).when(say(agent(BOB), "me too")).then(said(3, NOON, say(agent(BOB), "me too")));
        given(both).when(new Join(by(BOB), ANN)).then();
        given(both).when(new Leave(by(ANN))).then(new AgentLeft(3, NOON, ANN, by(ANN)));
        given(both, new AgentLeft(3, NOON, ANN, by(ANN)))
                .when(new Leave(by(BOB)))
                .thenRefused(ErrorCode.AGENT_NOT_ELIGIBLE);
        given(both).when(new Leave(by(CYD))).thenRefused(ErrorCode.NOT_A_PARTICIPANT);
        given(both)
                .when(new Transfer(by(ANN), BOB))
                .then(handed(3, BOB, SessionKind.HUMAN, IDLE, by(ANN)));
    }

    @Test
    void whatIsOverIsHandedToNobody() {
        given(talking(), new Closed(2, NOON, CLIENT, "x"))
                .when(new Transfer(by(ANN), BOB))
                .thenRefused(ErrorCode.SESSION_CLOSED);
        given(talking(), new Closed(2, NOON, CLIENT, "x"))
                .when(new Transfer(boss(), BOSS))
                .thenRefused(ErrorCode.SESSION_CLOSED);
        given(talking(), new Closed(2, NOON, CLIENT, "x"))
                .when(new Leave(by(BOB)))
                .thenRefused(ErrorCode.NOT_A_PARTICIPANT);
    }

    @Test
    void aWordOfOnesOwnIsTakenBackOrSaidOtherwiseWithinTwoMinutes() {
        SessionEvent word = said(2, NOON, say(agent(ANN), "oops"));
        Message better = Message.Text.plain("sorry");
        given(talking(), word)
                .when(new Revoke(by(ANN), 2), Duration.ofSeconds(119))
                .then(new MessageRevoked(3, NOON.plusSeconds(119), 2, by(ANN)));
        given(talking(), word)
                .when(new Edit(by(ANN), 2, better), Duration.ofSeconds(119))
                .then(new MessageEdited(3, NOON.plusSeconds(119), 2, better, by(ANN)));
        given(talking(), word)
                .when(new Revoke(by(ANN), 2), Duration.ofSeconds(120))
                .thenRefused(ErrorCode.AGENT_NOT_ELIGIBLE);
        given(talking(), word)
                .when(new Edit(by(ANN), 2, Message.Text.plain(" ")))
                .thenRefused(ErrorCode.TEXT_EMPTY);
        given(talking(), word, new MessageRevoked(3, NOON, 2, by(ANN)))
                .when(new Edit(by(ANN), 2, better))
                .thenRefused(ErrorCode.AGENT_NOT_ELIGIBLE);
        given(talking(), said(2, NOON, say(CLIENT, "mine")))
                .when(new Revoke(by(ANN), 2))
                .thenRefused(ErrorCode.AGENT_NOT_ELIGIBLE);
        given(talking(), word, new AgentJoined(3, NOON, BOB, by(ANN)))
                .when(new Revoke(by(BOB), 2))
                .thenRefused(ErrorCode.AGENT_NOT_ELIGIBLE);
    }

    @Test
    void thirdPartiesAreToldWhichWordIsMeant() {
        SessionState talk = given(talking(), said(2, NOON, say(agent(ANN), "oops"))).state();
        assertThat(Outbox.of(talk, new MessageRevoked(3, NOON, 2, by(ANN))))
                .extracting(entry -> entry.callback())
                .containsExactly(sent(new Message.Notice(Message.Notice.REVOKE, "")));
        assertThat(
                        Outbox.of(
                                talk,
                                new MessageEdited(
                                        3, NOON, 2, Message.Text.plain("sorry"), by(ANN))))
                .extracting(entry -> entry.callback())
                .containsExactly(sent(Message.Text.plain("sorry")));
    }

    private static Callback sent(Message message) {
        return new Callback.MessageSent(
                SessionFixture.LORI, talking().facts().id(), ANN, message, 2, NOON);
    }

    @Test
    void whispersAndWatchingAreForAgentsAlone() {
        given(talking())
                .when(new Whisper(boss(), "offer 10 %"))
                .then(new Whispered(2, NOON, "offer 10 %", boss()));
        given(talking()).when(new Whisper(by(ANN), " ")).thenRefused(ErrorCode.TEXT_EMPTY);
        given(talking()).when(new Whisper(by(BOB), "hi")).thenRefused(ErrorCode.NOT_A_PARTICIPANT);
        given(talking())
                .when(new Watch(boss(), true))
                .then(new WatchChanged(2, NOON, true, boss()));
        given(talking()).when(new Watch(by(ANN), true)).thenRefused(ErrorCode.CALLER_NOT_ALLOWED);
        Open watched = (Open) given(talking(), new WatchChanged(2, NOON, true, boss())).state();
        assertThat(watched.agents()).containsExactly(ANN);
        assertThat(watched.audience()).containsExactly(ANN, BOSS);
        given(watched).when(new Watch(boss(), true)).then();
        given(watched).when(say(agent(BOSS), "hi")).thenRefused(ErrorCode.NOT_A_PARTICIPANT);
        given(watched)
                .when(new Watch(boss(), false))
                .then(new WatchChanged(3, NOON, false, boss()));
        assertThat(Outbox.of(talking(), new Whispered(2, NOON, "offer 10 %", boss()))).isEmpty();
        assertThat(Outbox.of(talking(), new WatchChanged(2, NOON, true, boss()))).isEmpty();
    }

    @Test
    void onlyWhoTakesPartReads() {
        given(talking()).when(new Read(ANN)).then();
        given(talking()).when(new Read(BOB)).thenRefused(ErrorCode.NOT_A_PARTICIPANT);
    }

    private static SessionState dedicated() {
        Facts facts = SessionFixture.facts(IDLE, null);
        return talking(
                new Facts(
                        facts.id(),
                        facts.tenant(),
                        facts.queue(),
                        SessionKind.DEDICATED,
                        facts.client(),
                        IDLE,
                        null));
    }

    private static TakeOver takenOver(RequestId request, AgentId agent) {
        return new TakeOver(request, agent, SERVICE, SessionKind.HUMAN, PEOPLES_IDLE);
    }

    private static SessionGivenBack back(long seq, QueueId queue) {
        return new SessionGivenBack(seq, NOON, SEVEN, queue, by(ANN));
    }

    private static SessionTransferred handed(long seq, AgentId to, Act act) {
        return handed(seq, to, SessionKind.HUMAN, IDLE, act);
    }

    private static SessionTransferred handed(
            long seq, AgentId to, SessionKind kind, IdleRule idle, Act act) {
        return new SessionTransferred(seq, NOON, to, SALES, kind, idle, act);
    }

    private static Act by(AgentId agent) {
        return new Act(new CommandId("act"), agent, Authority.PARTICIPANT);
    }

    private static Act boss() {
        return new Act(new CommandId("act"), BOSS, Authority.SUPERVISOR);
    }
}
