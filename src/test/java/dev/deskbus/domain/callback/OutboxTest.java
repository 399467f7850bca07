package dev.deskbus.domain.callback;

import static dev.deskbus.domain.session.SessionFixture.ANN;
import static dev.deskbus.domain.session.SessionFixture.BOB;
import static dev.deskbus.domain.session.SessionFixture.CLIENT;
import static dev.deskbus.domain.session.SessionFixture.IDLE;
import static dev.deskbus.domain.session.SessionFixture.LORI;
import static dev.deskbus.domain.session.SessionFixture.NOON;
import static dev.deskbus.domain.session.SessionFixture.SYSTEM;
import static dev.deskbus.domain.session.SessionFixture.TARGET;
import static dev.deskbus.domain.session.SessionFixture.agent;
import static dev.deskbus.domain.session.SessionFixture.facts;
import static dev.deskbus.domain.session.SessionFixture.said;
import static dev.deskbus.domain.session.SessionFixture.say;
import static dev.deskbus.domain.session.SessionFixture.talking;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.callback.Callback.AgentsChanged;
import dev.deskbus.domain.callback.Callback.MessageSent;
import dev.deskbus.domain.callback.Callback.Move;
import dev.deskbus.domain.callback.Callback.RequestStatusChanged;
import dev.deskbus.domain.callback.Callback.SessionClosed;
import dev.deskbus.domain.callback.Callback.SessionStarted;
import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueEvent.RequestEnded;
import dev.deskbus.domain.queue.QueueState.Waiting;
import dev.deskbus.domain.queue.RequestOrigin;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Message.Notice;
import dev.deskbus.domain.session.Session;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionEvent.AgentJoined;
import dev.deskbus.domain.session.SessionEvent.AgentLeft;
import dev.deskbus.domain.session.SessionEvent.ClientResumed;
import dev.deskbus.domain.session.SessionEvent.Closed;
import dev.deskbus.domain.session.SessionEvent.IdleWarned;
import dev.deskbus.domain.session.SessionState;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutboxTest {
    private static final SessionId SESSION = new SessionId(96);
    private static final Message HI = Message.Text.plain("hi");

    @Test
    void whatTheAgentSaysIsSent() {
        thenToldAfter(said(2, NOON, say(agent(ANN), "hi")))
                .containsExactly(new MessageSent(LORI, SESSION, ANN, HI, 2, NOON));
    }

    @Test
    void whatTheSystemSaysIsSentWithoutAnAgent() {
        thenToldAfter(said(2, NOON, say(SYSTEM, "hi")))
                .containsExactly(new MessageSent(LORI, SESSION, null, HI, 2, NOON));
    }

    @Test
    void theClientIsNotToldItsOwnDoings() {
        thenToldAfter(said(2, NOON, say(CLIENT, "hi"))).isEmpty();
        thenToldAfter(new Closed(2, NOON, CLIENT, "done")).isEmpty();
    }

    @Test
    void whoComesBackIsToldThereThatTheTalkGoesOn() {
        CallbackTarget elsewhere =
                new CallbackTarget(CallbackTarget.Protocol.TPI_V2, "http://127.0.0.1:2/y", "demo");
        SessionEvent resumed = new ClientResumed(2, NOON, LORI, new TokenKey("beef"), elsewhere);
        assertThat(Outbox.of(talking(), resumed))
                .containsExactly(
                        new OutboxEntry(
                                elsewhere, new SessionStarted(LORI, SESSION, ANN, true, NOON)));
        assertThat(Outbox.of(Session.begin(facts(IDLE, TARGET), NOON), resumed)).isEmpty();
    }

    @Test
    void theIdleWarningIsNotice3() {
        thenToldAfter(new IdleWarned(2, NOON, "soon"))
                .containsExactly(
                        new MessageSent(LORI, SESSION, null, new Notice(3, "soon"), 2, NOON));
    }

    @Test
    void theIdleCloseIsNotice4ThenTheCloseByTheLastAgent() {
        SessionState two = Session.evolve(talking(), new AgentJoined(2, NOON, BOB));
        assertThat(told(two, new Closed(3, NOON, SYSTEM, Session.IDLE)))
                .containsExactly(
                        new MessageSent(
                                LORI, SESSION, null, new Notice(4, "会话长时间没有消息，已自动关闭"), 3, NOON),
                        new SessionClosed(LORI, SESSION, BOB, "idle", NOON));
    }

    @Test
    void anyOtherCloseIsOnlyTheClose() {
        thenToldAfter(new Closed(2, NOON, SYSTEM, "shutdown"))
                .containsExactly(new SessionClosed(LORI, SESSION, ANN, "shutdown", NOON));
        thenToldAfter(new Closed(2, NOON, agent(ANN), "done"))
                .containsExactly(new SessionClosed(LORI, SESSION, ANN, "done", NOON));
        assertThat(told(Session.begin(facts(IDLE, TARGET), NOON), new Closed(1, NOON, SYSTEM, "x")))
                .containsExactly(new SessionClosed(LORI, SESSION, null, "x", NOON));
    }

    @Test
    void changesOfAgentsAreTold() {
        thenToldAfter(new AgentJoined(2, NOON, BOB))
                .containsExactly(
                        new AgentsChanged(
                                LORI, SESSION, List.of(ANN, BOB), new Move(Move.Kind.INVITE, BOB)));
        thenToldAfter(new AgentLeft(2, NOON, ANN))
                .containsExactly(
                        new AgentsChanged(LORI, SESSION, List.of(), new Move(Move.Kind.LEFT, ANN)));
        assertThat(told(Session.begin(facts(IDLE, TARGET), NOON), new AgentJoined(1, NOON, ANN)))
                .isEmpty();
    }

    @Test
    void withoutATargetNothingIsTold() {
        SessionState polled = talking(facts(IDLE, null));
        assertThat(Outbox.of(polled, said(2, NOON, say(agent(ANN), "hi")))).isEmpty();
        assertThat(Outbox.ofPosition(waiting(null), 3)).isEmpty();
        assertThat(Outbox.of(waiting(null), ended(RequestStatus.TIMEOUT))).isEmpty();
    }

    @Test
    void nothingIsToldOfAClosedSession() {
        SessionState closed = Session.evolve(talking(), new Closed(2, NOON, CLIENT, "done"));
        assertThat(told(closed, new IdleWarned(3, NOON, "x"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            names = {"WAITING", "ACCEPTED", "CANCELED_BY_CLIENT"},
            mode = EnumSource.Mode.EXCLUDE)
    void theEndOfARequestIsTold(RequestStatus status) {
        assertThat(Outbox.of(waiting(TARGET), ended(status)))
                .containsExactly(
                        new OutboxEntry(
                                TARGET,
                                new RequestStatusChanged(LORI, new RequestId(7), status, 0, null)));
    }

    @Test
    void whoCancelsIsNotToldSo() {
        assertThat(Outbox.of(waiting(TARGET), ended(RequestStatus.CANCELED_BY_CLIENT))).isEmpty();
    }

    @Test
    void thePlaceInTheLineIsTold() {
        assertThat(Outbox.ofPosition(waiting(TARGET), 3))
                .containsExactly(
                        new OutboxEntry(
                                TARGET,
                                new RequestStatusChanged(
                                        LORI, new RequestId(7), RequestStatus.WAITING, 3, null)));
    }

    private static org.assertj.core.api.ListAssert<Callback> thenToldAfter(SessionEvent event) {
        return assertThat(told(talking(), event));
    }

    private static List<Callback> told(SessionState before, SessionEvent event) {
        List<OutboxEntry> entries = Outbox.of(before, event);
        assertThat(entries).allMatch(entry -> entry.target().equals(TARGET));
        return entries.stream().map(OutboxEntry::callback).toList();
    }

    private static RequestEnded ended(RequestStatus status) {
        return new RequestEnded(new RequestId(7), status);
    }

    private static Waiting waiting(CallbackTarget target) {
        var origin = new RequestOrigin(LORI, null, null, null, null, target, null, null);
        return new Waiting(
                new RequestId(7),
                origin,
                0,
                1,
                NOON,
                null,
                null,
                Set.of(),
                Set.of(),
                null,
                Set.of());
    }
}
