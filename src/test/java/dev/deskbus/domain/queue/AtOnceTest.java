package dev.deskbus.domain.queue;

import static dev.deskbus.domain.queue.QueueFixture.ANN;
import static dev.deskbus.domain.queue.QueueFixture.BOB;
import static dev.deskbus.domain.queue.QueueFixture.CYD;
import static dev.deskbus.domain.queue.QueueFixture.NOON;
import static dev.deskbus.domain.queue.QueueFixture.auto;
import static dev.deskbus.domain.queue.QueueFixture.away;
import static dev.deskbus.domain.queue.QueueFixture.directed;
import static dev.deskbus.domain.queue.QueueFixture.empty;
import static dev.deskbus.domain.queue.QueueFixture.enqueue;
import static dev.deskbus.domain.queue.QueueFixture.gone;
import static dev.deskbus.domain.queue.QueueFixture.request;
import static dev.deskbus.domain.queue.QueueFixture.step;
import static dev.deskbus.domain.queue.QueueFixture.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.queue.QueueEvent.Choice;
import dev.deskbus.domain.queue.QueueEvent.RequestAssigned;
import dev.deskbus.domain.queue.QueueRules.Mode;
import dev.deskbus.domain.queue.QueueRules.Policy;
import dev.deskbus.domain.queue.QueueRules.WhenNoAgent;
import dev.deskbus.domain.queue.QueueState.Directed;
import dev.deskbus.domain.queue.Step.Known;
import dev.deskbus.domain.session.SessionKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Queues where nobody waits: robots and dedicated agents. */
class AtOnceTest {
    private static final QueueRules ROBOT = rules(SessionKind.ROBOT, Policy.ROUND_ROBIN);
    private static final QueueRules DEDICATED = rules(SessionKind.DEDICATED, Policy.LEAST_LOADED);

    @Test
    void aRobotIsAlwaysThereAndNeverFull() {
        QueueState state = waiting(1, ROBOT, gone(ANN, 0), gone(BOB, 0));
        assertThat(ChatQueue.serve(state, request(1), step(9, 0)))
                .contains(
                        new RequestAssigned(
                                request(1), ANN, new Choice(List.of(ANN, BOB), "round-robin")));
        assertThat(ChatQueue.match(state, step(9, 0))).containsInstanceOf(RequestAssigned.class);
    }

    @Test
    void aQueueWithoutRobotsTakesNobodyIn() {
        thenRefused(empty(ROBOT), enqueue("lori", 0), Known.NOTHING, ErrorCode.QUEUE_NO_AGENT);
    }

    @Test
    void aRobotHandsOverToPeopleOnly() {
        var command = QueueFixture.handingOver("lori", 96);
        thenRefused(
                empty(ROBOT, gone(ANN, 0)), command, Known.NOTHING, ErrorCode.SESSION_KIND_WRONG);
        thenRefused(
                empty(DEDICATED, auto(ANN, 0, 1, 0)),
                command,
                Known.NOTHING,
                ErrorCode.SESSION_KIND_WRONG);
    }

    @Test
    void theOwnerIsGivenItsClientThoughItIsNeitherThereNorOfTheQueue() {
        Directed owner = new Directed(CYD, NOON, Choice.OWNER);
        QueueState empty = empty(DEDICATED, auto(ANN, 0, 5, 0));
        assertThat(
                        ChatQueue.enqueue(
                                        empty,
                                        enqueue("c1", 0),
                                        new Step(NOON, 9, new Known(CYD, ANN)))
                                .waiting()
                                .directed())
                .isEqualTo(owner);
        assertThat(
                        ChatQueue.serve(
                                directed(owner, DEDICATED, auto(ANN, 0, 5, 0)),
                                request(1),
                                step(9, 0)))
                .contains(
                        new RequestAssigned(
                                request(1), CYD, new Choice(List.of(CYD), Choice.OWNER)));
    }

    @Test
    void aClientWithoutAnOwnerGetsTheLeastLoadedOfThoseWhoAreThereFullOrNot() {
        QueueState state = waiting(1, DEDICATED, auto(ANN, 7, 5, 0), away(BOB, 5), gone(CYD, 5));
        assertThat(ChatQueue.serve(state, request(1), step(9, 0)))
                .contains(
                        new RequestAssigned(
                                request(1), BOB, new Choice(List.of(BOB, ANN), "least-loaded")));
    }

    @Test
    void aClientWithoutAnOwnerIsTurnedAwayWhenNobodyIsThere() {
        QueueState state = empty(DEDICATED, gone(ANN, 5));
        thenRefused(state, enqueue("lori", 0), Known.NOTHING, ErrorCode.QUEUE_NO_AGENT);
        thenRefused(state, enqueue("lori", 0), new Known(null, ANN), ErrorCode.QUEUE_NO_AGENT);
    }

    @Test
    void peopleAreNotGivenAtOnce() {
        QueueState state = waiting(1, QueueFixture.RULES, auto(ANN, 0, 5, 0));
        assertThat(ChatQueue.serve(state, request(1), step(9, 0))).isEmpty();
    }

    private static QueueRules rules(SessionKind kind, Policy policy) {
        return QueueFixture.rules(kind, Mode.AUTOMATIC, policy, WhenNoAgent.WAIT);
    }

    private static void thenRefused(
            QueueState state, QueueCommand.Enqueue command, Known known, ErrorCode code) {
        assertThatThrownBy(() -> ChatQueue.decide(state, command, new Step(NOON, 9, known)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
