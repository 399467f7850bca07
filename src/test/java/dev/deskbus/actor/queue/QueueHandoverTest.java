package dev.deskbus.actor.queue;

import static dev.deskbus.domain.queue.QueueFixture.ANN;
import static dev.deskbus.domain.queue.QueueFixture.auto;
import static dev.deskbus.domain.queue.QueueFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.actor.RecordingBus.Sent;
import dev.deskbus.domain.agent.ConsoleEvent.RequestGone;
import dev.deskbus.domain.agent.ConsoleEvent.RequestWaiting;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueAnswer.Accepted;
import dev.deskbus.domain.queue.QueueAnswer.Enqueued;
import dev.deskbus.domain.queue.QueueCommand.Tick;
import dev.deskbus.domain.queue.QueueFixture;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.IdleRule;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionCommand.TakeOver;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.port.QueueStore.Assigning;
import dev.deskbus.port.QueueStore.Enqueuing;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A robot's client asks for a person: it waits while the session goes on (decision V2-16). */
class QueueHandoverTest extends QueueScene {
    private static final SessionId TALK = new SessionId(96);

    @Test
    void theSessionIsToldWhoTakesItOverAndNoOtherOneBegins() {
        handsOver();
        begin(AUTOMATIC, auto(ANN, 0, 1, 9));
        assertThat(askAndSettle(QueueFixture.handingOver("lori", 96)))
                .isEqualTo(new Enqueued(request(101), 1));
        assertThat(stage.bus.sent())
                .contains(
                        new Sent(
                                "session.96",
                                new TakeOver(
                                        request(101),
                                        ANN,
                                        AUTOMATIC.id(),
                                        SessionKind.HUMAN,
                                        IdleRule.NEVER)));
        assertThat(stage.bus.sent(RequestGone.class))
                .singleElement()
                .extracting(RequestGone::takenBy)
                .isEqualTo(ANN);
        assertThat(stage.bus.sent(SessionAssigned.class)).isEmpty();
    }

    @Test
    void anAgentWhoPicksItIsAnsweredWithThatSession() {
        begin(PULL, auto(ANN, 0, 1, 9));
        askAndSettle(QueueFixture.handingOver("lori", 96));
        handsOver();
        assertThat(ask(claim(101, ANN))).isEqualTo(new Accepted(TALK));
    }

    @Test
    void agentsSeeWhatTheClientToldTheRobot() {
        var at = stage.now;
        views.said =
                List.of(
                        new Said(
                                2,
                                at,
                                new Party.OfClient(new ClientId("lori")),
                                HI,
                                new MessageKey("k", null),
                                null,
                                null),
                        new Said(
                                3,
                                at,
                                new Party.OfAgent(ANN),
                                HI,
                                new MessageKey("robot-2", null),
                                null,
                                null));
        begin(PULL, auto(ANN, 0, 1, 9));
        askAndSettle(QueueFixture.handingOver("lori", 96));
        assertThat(stage.bus.sent(RequestWaiting.class))
                .singleElement()
                .extracting(RequestWaiting::messages)
                .isEqualTo(List.of(HI));
    }

    @Test
    void whatIsSaidMeanwhileIsSaidInTheSession() {
        begin(PULL, auto(ANN, 0, 1, 9));
        askAndSettle(QueueFixture.handingOver("lori", 96));
        assertThat(ask(add(101, "lori", "k"))).isEqualTo(new Accepted(TALK));
        assertThat(store.done).doesNotContain("add 101");
        stage.askRefused(QUEUE, add(101, "foreign", "k"), ErrorCode.REQUEST_UNKNOWN);
    }

    @Test
    void whenTheSessionIsOverTheRequestIsDropped() {
        store.prepare("assign", Future.succeededFuture(new Assigning.NothingToHandOver()));
        begin(AUTOMATIC, auto(ANN, 0, 1, 9));
        askAndSettle(QueueFixture.handingOver("lori", 96));
        assertThat(store.done).contains("end 101 DROPPED");
        assertThat(stage.bus.sent(TakeOver.class)).isEmpty();
    }

    @Test
    void whoPicksASessionThatIsOverIsTooLate() {
        begin(PULL, auto(ANN, 0, 1, 9));
        askAndSettle(QueueFixture.handingOver("lori", 96));
        store.prepare("assign", Future.succeededFuture(new Assigning.NothingToHandOver()));
        store.row(101, "lori", RequestStatus.DROPPED, null, null);
        stage.askRefused(QUEUE, claim(101, ANN), ErrorCode.REQUEST_ENDED);
    }

    @Test
    void theClockFindsWhatIsForsaken() {
        begin(PULL, auto(ANN, 0, 1, 9));
        askAndSettle(QueueFixture.handingOver("lori", 96));
        askAndSettle(enqueue("mary"));
        store.forsaken = List.of(request(101));
        askAndSettle(new Tick());
        assertThat(store.done).contains("end 101 DROPPED").doesNotContain("end 102 DROPPED");
    }

    @Test
    void whoeverCannotBeForsakenIsNotAskedFor() {
        store.forsaken = List.of(request(101));
        begin(PULL, auto(ANN, 0, 1, 9));
        askAndSettle(enqueue("lori"));
        askAndSettle(new Tick());
        assertThat(store.done).doesNotContain("end 101 DROPPED");
    }

    @Test
    void whereNobodyIsLeftTheWaitEndsIfTheQueueWantsThat() {
        var rules = QueueFixture.deserted(Duration.ofMillis(1));
        begin(rules, QueueFixture.gone(ANN, 5));
        askAndSettle(enqueue("lori"));
        stage.now = stage.now.plusSeconds(1);
        askAndSettle(new Tick());
        assertThat(store.done).doesNotContain("end 101 NO_AGENT_ONLINE");
        store.deserted = true;
        askAndSettle(new Tick());
        assertThat(store.done).contains("end 101 NO_AGENT_ONLINE");
    }

    @Test
    void withoutARobotSessionThereIsNothingToHandOver() {
        begin(PULL, auto(ANN, 0, 1, 9));
        store.prepare("enqueue", Future.succeededFuture(new Enqueuing.NothingToHandOver()));
        stage.askRefused(QUEUE, QueueFixture.handingOver("lori", 96), ErrorCode.SESSION_KIND_WRONG);
    }

    private void handsOver() {
        store.prepare("assign", Future.succeededFuture(new Assigning.HandedOver(TALK, stage.now)));
    }
}
