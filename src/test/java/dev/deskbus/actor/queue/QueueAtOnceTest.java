package dev.deskbus.actor.queue;

import static dev.deskbus.domain.queue.QueueFixture.ANN;
import static dev.deskbus.domain.queue.QueueFixture.auto;
import static dev.deskbus.domain.queue.QueueFixture.gone;
import static dev.deskbus.domain.queue.QueueFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.actor.Stage;
import dev.deskbus.domain.agent.AgentView;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueAnswer.Accepted;
import dev.deskbus.domain.queue.QueueAnswer.AlreadyTalking;
import dev.deskbus.domain.queue.QueueAnswer.AlreadyWaiting;
import dev.deskbus.domain.queue.QueueCommand.Tick;
import dev.deskbus.domain.queue.QueueFixture;
import dev.deskbus.domain.queue.QueueRules;
import dev.deskbus.domain.queue.QueueRules.Mode;
import dev.deskbus.domain.queue.QueueRules.Policy;
import dev.deskbus.domain.queue.QueueRules.WhenNoAgent;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.queue.Step.Known;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.port.QueueStore.Assigning;
import dev.deskbus.port.QueueStore.Enqueuing;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Robots and dedicated agents: the answer to joining is the session (decision R3). */
class QueueAtOnceTest extends QueueScene {
    private static final QueueRules ROBOT = rules(SessionKind.ROBOT);
    private static final QueueRules DEDICATED = rules(SessionKind.DEDICATED);
    private static final AgentView BOT = gone(ANN, 0);

    @Test
    void joiningARobotIsAnsweredWithTheSession() {
        begin(ROBOT, BOT);
        assertThat(ask(enqueue("lori"))).isEqualTo(new Accepted(new SessionId(1001)));
        assertThat(store.done).containsSubsequence("enqueue 101", "assign 101 ANN");
    }

    @Test
    void aRepeatGetsTheSameSession() {
        begin(ROBOT, BOT);
        ask(enqueue("lori"));
        store.row(101, "lori", RequestStatus.ACCEPTED, 1001L, ANN);
        store.prepare("enqueue", Future.succeededFuture(new Enqueuing.Repeated(request(101))));
        assertThat(ask(enqueue("lori"))).isEqualTo(new Accepted(new SessionId(1001)));
        assertThat(store.done).filteredOn(done -> done.startsWith("assign")).hasSize(1);
    }

    @Test
    void whatWasLeftBetweenTheTwoStatementsIsGivenToWhoAsksAgain() {
        begin(ROBOT, BOT);
        store.prepare("assign", Future.failedFuture(down()));
        store.stored = Optional.of(QueueFixture.waiting(1, ROBOT, BOT));
        stage.askRefused(QUEUE, enqueue("c1"), ErrorCode.UNAVAILABLE);
        store.prepare(
                "enqueue", Future.succeededFuture(new Enqueuing.AlreadyWaiting(request(1), 1)));
        // Giving it away may have followed the failed command already.
        assertThat(ask(enqueue("c1")))
                .isIn(new Accepted(new SessionId(901)), new AlreadyWaiting(request(1), 1));
        assertThat(store.done).contains("assign 1 ANN");
    }

    @Test
    void whatWasLeftBehindIsGivenAwayByTheClock() {
        begin(QueueFixture.waiting(1, ROBOT, BOT));
        askAndSettle(new Tick());
        assertThat(store.done).contains("assign 1 ANN");
    }

    @Test
    void whenTheRobotIsGoneNobodyWaits() {
        begin(ROBOT, BOT);
        store.prepare("assign", Future.succeededFuture(new Assigning.AgentFull()));
        stage.askRefused(QUEUE, enqueue("lori"), ErrorCode.QUEUE_NO_AGENT);
        assertThat(store.done).contains("end 101 NO_AGENT_ONLINE");
    }

    @Test
    void whoTalksInAnotherKindOfSessionIsRefused() {
        begin(ROBOT, BOT);
        talking(SessionKind.ROBOT);
        assertThat(ask(enqueue("lori"))).isEqualTo(new AlreadyTalking(new SessionId(96)));
        talking(SessionKind.HUMAN);
        stage.askRefused(QUEUE, enqueue("lori"), ErrorCode.SESSION_KIND_WRONG);
        talking(SessionKind.DEDICATED);
        stage.askRefused(QUEUE, enqueue("lori"), ErrorCode.SESSION_KIND_WRONG);
    }

    @Test
    void theOwnerIsGivenItsClientAndShownThat() {
        store.known = new Known(Stage.BOB, null);
        begin(DEDICATED, gone(ANN, 5));
        assertThat(ask(enqueue("vip"))).isEqualTo(new Accepted(new SessionId(1001)));
        assertThat(store.done).contains("assign 101 BOB");
        settle();
        assertThat(stage.bus.sent(SessionAssigned.class))
                .singleElement()
                .extracting(SessionAssigned::agent)
                .isEqualTo(Stage.BOB);
    }

    @Test
    void aDedicatedQueueLooksBeforeItTurnsAway() {
        begin(DEDICATED, gone(ANN, 5));
        stage.askRefused(QUEUE, enqueue("lori"), ErrorCode.QUEUE_NO_AGENT);
        store.agents = List.of(auto(ANN, 5, 5, 0));
        assertThat(ask(enqueue("lori"))).isInstanceOf(Accepted.class);
    }

    private void talking(SessionKind kind) {
        store.prepare(
                "enqueue",
                Future.succeededFuture(new Enqueuing.AlreadyTalking(new SessionId(96), kind)));
    }

    private static QueueRules rules(SessionKind kind) {
        return QueueFixture.rules(kind, Mode.AUTOMATIC, Policy.LEAST_LOADED, WhenNoAgent.WAIT);
    }
}
