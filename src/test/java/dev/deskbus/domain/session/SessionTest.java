package dev.deskbus.domain.session;

import static dev.deskbus.domain.session.SessionFixture.ANN;
import static dev.deskbus.domain.session.SessionFixture.BOB;
import static dev.deskbus.domain.session.SessionFixture.CLIENT;
import static dev.deskbus.domain.session.SessionFixture.LORI;
import static dev.deskbus.domain.session.SessionFixture.NOON;
import static dev.deskbus.domain.session.SessionFixture.SYSTEM;
import static dev.deskbus.domain.session.SessionFixture.agent;
import static dev.deskbus.domain.session.SessionFixture.close;
import static dev.deskbus.domain.session.SessionFixture.given;
import static dev.deskbus.domain.session.SessionFixture.said;
import static dev.deskbus.domain.session.SessionFixture.say;
import static dev.deskbus.domain.session.SessionFixture.talking;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.session.SessionCommand.Resume;
import dev.deskbus.domain.session.SessionCommand.Say;
import dev.deskbus.domain.session.SessionCommand.Signal;
import dev.deskbus.domain.session.SessionCommand.Tick;
import dev.deskbus.domain.session.SessionEvent.AgentJoined;
import dev.deskbus.domain.session.SessionEvent.AgentLeft;
import dev.deskbus.domain.session.SessionEvent.Closed;
import dev.deskbus.domain.session.SessionEvent.IdleWarned;
import dev.deskbus.domain.session.SessionState.Heard;
import dev.deskbus.domain.session.SessionState.Open;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTest {
    private static final Party STRANGER = new Party.OfClient(new ClientId("somebody"));
    private static final Say HELLO = say(CLIENT, "hello");
    private static final Closed CLOSED = new Closed(2, NOON, CLIENT, "done");

    @Test
    void aWordOfTheClientIsNumbered() {
        given(talking()).when(HELLO).then(said(2, NOON, HELLO));
    }

    @Test
    void aWordOfTheAgentIsNumberedAfterIt() {
        Say answer = say(agent(ANN), "hi");
        given(talking(), said(2, NOON, HELLO)).when(answer).then(said(3, NOON, answer));
    }

    @Test
    void nobodyElseIsHeard() {
        given(talking()).when(say(STRANGER, "x")).thenRefused(ErrorCode.NOT_A_PARTICIPANT);
        given(talking()).when(say(agent(BOB), "x")).thenRefused(ErrorCode.NOT_A_PARTICIPANT);
        given(talking()).when(say(SYSTEM, "x")).thenRefused(ErrorCode.NOT_A_PARTICIPANT);
    }

    @Test
    void whoHasLeftIsNotHeard() {
        given(talking(), new AgentLeft(2, NOON, ANN))
                .when(say(agent(ANN), "x"))
                .thenRefused(ErrorCode.NOT_A_PARTICIPANT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t", "\u3000"})
    void anEmptyTextIsRefused(String text) {
        given(talking()).when(say(CLIENT, text)).thenRefused(ErrorCode.TEXT_EMPTY);
    }

    @Test
    void aPictureNeedsNoText() {
        Message picture =
                new Message.Media(Message.Media.Kind.PICTURE, "http://x/y", null, null, null, null);
        Say say = new Say(CLIENT, picture, new MessageKey("k", null), NOON, "{}");
        given(talking()).when(say).then(said(2, NOON, say));
    }

    @Test
    void nothingIsSaidAfterTheEnd() {
        given(talking(), CLOSED).when(HELLO).thenRefused(ErrorCode.SESSION_CLOSED);
        given(talking(), CLOSED).when(say(STRANGER, "x")).thenRefused(ErrorCode.NOT_A_PARTICIPANT);
    }

    @Test
    void participantsAndTheSystemClose() {
        given(talking()).when(close(CLIENT, "done")).then(CLOSED);
        given(talking())
                .when(close(agent(ANN), "done"))
                .then(new Closed(2, NOON, agent(ANN), "done"));
        given(talking()).when(close(SYSTEM, "x")).then(new Closed(2, NOON, SYSTEM, "x"));
        given(talking()).when(close(STRANGER, "x")).thenRefused(ErrorCode.NOT_A_PARTICIPANT);
    }

    @Test
    void closingTwiceIsNoError() {
        given(talking(), CLOSED).when(close(CLIENT, "again")).then();
        given(talking(), CLOSED).when(close(agent(ANN), "again")).then();
        given(talking(), CLOSED).when(close(SYSTEM, "again")).then();
        given(talking(), CLOSED)
                .when(close(STRANGER, "again"))
                .thenRefused(ErrorCode.SESSION_UNKNOWN);
    }

    @Test
    void aClientThatLostItsLoginGoesOnUnderAnotherWithCallbacksElsewhere() {
        TokenKey token = new TokenKey("beef");
        CallbackTarget elsewhere =
                new CallbackTarget(CallbackTarget.Protocol.TPI_V2, "http://127.0.0.1:2/y", "demo");
        var resumed = new SessionEvent.ClientResumed(2, NOON, LORI, token, elsewhere);
        Resume resume = new Resume(LORI, token, elsewhere);
        given(talking()).when(resume).then(resumed);
        assertThat(given(talking(), resumed).state().facts().target()).isEqualTo(elsewhere);
        given(talking(), CLOSED).when(resume).thenRefused(ErrorCode.SESSION_CLOSED);
        given(talking())
                .when(new Resume(new ClientId("other"), token, null))
                .thenRefused(ErrorCode.NOT_A_PARTICIPANT);
        var kept = new SessionEvent.ClientResumed(2, NOON, LORI, token, null);
        assertThat(given(talking(), kept).state().facts()).isEqualTo(talking().facts());
    }

    @Test
    void aSignalLeavesNoTrace() {
        Signal typing = new Signal(CLIENT, Signal.Kind.TYPING, null);
        given(talking()).when(typing).then();
        given(talking(), CLOSED).when(typing).thenRefused(ErrorCode.SESSION_CLOSED);
        given(talking())
                .when(new Signal(STRANGER, Signal.Kind.TYPING, null))
                .thenRefused(ErrorCode.NOT_A_PARTICIPANT);
    }

    @Test
    void aSilentSessionIsWarnedOnceThenClosed() {
        IdleWarned warned = new IdleWarned(2, NOON.plusSeconds(600), "会话长时间没有消息，即将自动关闭");
        Duration almostTen = Duration.ofMinutes(10).minusNanos(1);
        given(talking()).when(new Tick(), almostTen).then();
        given(talking()).when(new Tick(), Duration.ofMinutes(10)).then(warned);
        given(talking(), warned).when(new Tick(), Duration.ofMinutes(11)).then();
        given(talking(), warned)
                .when(new Tick(), Duration.ofMinutes(20))
                .then(new Closed(3, NOON.plusSeconds(1200), SYSTEM, "idle"));
        given(talking(), CLOSED).when(new Tick(), Duration.ofMinutes(20)).then();
    }

    @Test
    void eventAfterALongOutageTheWarningComesFirst() {
        Instant late = NOON.plus(Duration.ofHours(9));
        IdleWarned warned = new IdleWarned(2, late, "会话长时间没有消息，即将自动关闭");
        given(talking()).when(new Tick(), Duration.ofHours(9)).then(warned);
        given(talking(), warned)
                .when(new Tick(), Duration.ofHours(9))
                .then(new Closed(3, late, SYSTEM, "idle"));
    }

    @Test
    void aWordByAnybodyStartsTheSilenceAgain() {
        Say word = say(agent(ANN), "there?");
        given(talking(), new IdleWarned(2, NOON, "x"), said(3, NOON.plusSeconds(660), word))
                .when(new Tick(), Duration.ofMinutes(20))
                .then();
        given(talking(), new IdleWarned(2, NOON, "x"), said(3, NOON.plusSeconds(660), word))
                .when(new Tick(), Duration.ofMinutes(21))
                .then(new IdleWarned(4, NOON.plusSeconds(1260), "会话长时间没有消息，即将自动关闭"));
    }

    @Test
    void withoutAnIdleRuleSilenceIsGolden() {
        var quiet = talking(SessionFixture.facts(IdleRule.NEVER, null));
        given(quiet).when(new Tick(), Duration.ofDays(9)).then();
        assertThat(Session.lookAgainAt(quiet, NOON)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"600, 1200, 600", "0, 1200, 1200", "600, 0, 600", "900, 300, 300"})
    void theIdleRuleIsLookedAtWhenItsFirstPartIsDue(long warn, long close, long due) {
        var rule = new IdleRule(Duration.ofSeconds(warn), Duration.ofSeconds(close));
        var state = talking(SessionFixture.facts(rule, null));
        assertThat(Session.lookAgainAt(state, NOON.plusSeconds(60)))
                .contains(NOON.plusSeconds(due));
    }

    @Test
    void afterTheWarningAWordMayMakeTheNextWarningDueBeforeTheClose() {
        var warned = given(talking(), new IdleWarned(2, NOON, "x")).state();
        assertThat(Session.lookAgainAt(warned, NOON.plusSeconds(30)))
                .contains(NOON.plusSeconds(630));
        assertThat(Session.lookAgainAt(warned, NOON.plusSeconds(700)))
                .contains(NOON.plusSeconds(1200));
        assertThat(Session.lookAgainAt(given(warned, CLOSED).state(), NOON)).isEmpty();
    }

    @Test
    void theSameWordsWithinTwoMinutesAreARepeat() {
        Say first = say(CLIENT, "hello", new MessageKey("a", "text|1|abc"));
        Say again = say(CLIENT, "hello", new MessageKey("b", "text|1|abc"));
        var state = given(talking(), said(2, NOON, first)).state();

        assertThat(Session.repeatOf(state, again, NOON.plusSeconds(119)))
                .contains(new Heard(2, NOON));
        assertThat(Session.repeatOf(state, again, NOON.plusSeconds(120))).isEmpty();
        assertThat(Session.repeatOf(state, HELLO, NOON)).isEmpty();
        assertThat(Session.repeatOf(state, say(STRANGER, "hello", again.key()), NOON)).isEmpty();
        assertThat(Session.repeatOf(given(state, CLOSED).state(), again, NOON)).isEmpty();
    }

    @Test
    void onlyTheLastTwoMinutesAreRemembered() {
        var first = said(2, NOON, say(CLIENT, "a", new MessageKey("a", "ra")));
        var later = said(3, NOON.plusSeconds(121), say(CLIENT, "b", new MessageKey("b", "rb")));
        var state = (Open) given(talking(), first, later).state();
        assertThat(state.recent()).containsOnlyKeys("rb");
    }

    /** What is too old stands behind what is not. */
    @Test
    void aWordThatCameOlderThanTheOneBeforeItIsForgottenToo() {
        Say again = say(CLIENT, "b", new MessageKey("c", "rb"));
        var first = said(2, NOON.plusSeconds(10), say(CLIENT, "a", new MessageKey("a", "ra")));
        var older = said(3, NOON, say(CLIENT, "b", new MessageKey("b", "rb")));
        var now = NOON.plusSeconds(125);
        var state = given(talking(), first, older).state();
        assertThat(Session.repeatOf(state, again, now)).isEmpty();

        state = given(state, said(4, now, again)).state();
        assertThat(Session.repeatOf(state, again, now)).contains(new Heard(4, now));
    }

    @Test
    void whatWasSaidWhileWaitingDoesNotMakeTheSessionOlder() {
        var early = said(1, NOON.minusSeconds(900), HELLO);
        var state =
                (Open)
                        given(
                                        Session.begin(
                                                SessionFixture.facts(SessionFixture.IDLE, null),
                                                NOON),
                                        early)
                                .state();
        assertThat(state.lastWordAt()).isEqualTo(NOON);
        assertThat(state.lastSeq()).isEqualTo(1);
    }

    @Test
    void agentsAreKnownInTheOrderTheyCame() {
        var state =
                (Open)
                        given(
                                        talking(),
                                        new AgentJoined(2, NOON, BOB),
                                        new AgentJoined(3, NOON, ANN))
                                .state();
        assertThat(state.agents()).containsExactly(ANN, BOB);
    }

    @Test
    void closedStaysClosedWhateverTheLogSays() {
        var state = given(talking(), CLOSED, said(3, NOON, HELLO), said(1, NOON, HELLO)).state();
        assertThat(state)
                .isEqualTo(new SessionState.Closed(state.facts(), List.of(ANN), 3, CLIENT, NOON));
    }
}
