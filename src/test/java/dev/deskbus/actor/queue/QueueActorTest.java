package dev.deskbus.actor.queue;

import static dev.deskbus.domain.queue.QueueFixture.ANN;
import static dev.deskbus.domain.queue.QueueFixture.BOB;
import static dev.deskbus.domain.queue.QueueFixture.NOON;
import static dev.deskbus.domain.queue.QueueFixture.asked;
import static dev.deskbus.domain.queue.QueueFixture.auto;
import static dev.deskbus.domain.queue.QueueFixture.away;
import static dev.deskbus.domain.queue.QueueFixture.gone;
import static dev.deskbus.domain.queue.QueueFixture.request;
import static dev.deskbus.domain.queue.QueueFixture.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.actor.Stage;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueAnswer.Accepted;
import dev.deskbus.domain.queue.QueueAnswer.AlreadyTalking;
import dev.deskbus.domain.queue.QueueAnswer.AlreadyWaiting;
import dev.deskbus.domain.queue.QueueAnswer.Done;
import dev.deskbus.domain.queue.QueueAnswer.Enqueued;
import dev.deskbus.domain.queue.QueueCommand.AgentTouched;
import dev.deskbus.domain.queue.QueueCommand.RefreshAgents;
import dev.deskbus.domain.queue.QueueCommand.Refuse;
import dev.deskbus.domain.queue.QueueCommand.Tick;
import dev.deskbus.domain.queue.QueueFixture;
import dev.deskbus.domain.queue.QueueRules.Mode;
import dev.deskbus.domain.queue.QueueRules.Policy;
import dev.deskbus.domain.queue.QueueRules.WhenNoAgent;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.port.QueueStore.Assigning;
import dev.deskbus.port.QueueStore.Enqueuing;
import dev.deskbus.port.Written;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a queue answers and writes. */
class QueueActorTest extends QueueScene {
    @Test
    void whoJoinsIsToldItsPlaceThenGivenAway() {
        begin(AUTOMATIC, auto(ANN, 0, 1, 9));
        assertThat(askAndSettle(enqueue("lori"))).isEqualTo(new Enqueued(request(101), 1));
        assertThat(askAndSettle(enqueue("mary"))).isEqualTo(new Enqueued(request(103), 1));
        assertThat(ask(enqueue("nora"))).isEqualTo(new Enqueued(request(104), 2));
        assertThat(store.done)
                .startsWith("enqueue 101", "assign 101 ANN", "enqueue 103", "enqueue 104");
    }

    @Test
    void theAnswerDoesNotWaitForTheAssignment() {
        Promise<Assigning> slow = Promise.promise();
        store.prepare("assign", slow.future());
        begin(AUTOMATIC, auto(ANN, 0, 1, 9));
        assertThat(ask(enqueue("lori"))).isEqualTo(new Enqueued(request(101), 1));
        Future<?> next = stage.send(QUEUE, enqueue("mary"));
        Stage.await(stage.vertx.timer(50));
        assertThat(next.isComplete()).isFalse();
        slow.complete(new Assigning.NotWaiting());
    }

    @Test
    void nothingIsAnsweredBeforeTheStoreAnswers() {
        Promise<Enqueuing> slow = Promise.promise();
        store.prepare("enqueue", slow.future());
        begin(PULL, auto(ANN, 0, 1, 9));
        Future<?> answer = stage.send(QUEUE, enqueue("lori"));
        Stage.await(stage.vertx.timer(50));
        assertThat(answer.isComplete()).isFalse();
        assertThat(stage.bus.sent()).isEmpty();
        slow.complete(new Enqueuing.Stored());
        Stage.await(answer);
    }

    @Test
    void theRowsDecideWhatJoiningMeans() {
        begin(waiting(2, PULL));
        store.prepare("enqueue", Future.succeededFuture(new Enqueuing.Repeated(request(2))));
        assertThat(ask(enqueue("c2"))).isEqualTo(new Enqueued(request(2), 2));
        store.prepare("enqueue", Future.succeededFuture(new Enqueuing.Repeated(request(55))));
        assertThat(ask(enqueue("past"))).isEqualTo(new Enqueued(request(55), 1));
        store.prepare(
                "enqueue", Future.succeededFuture(new Enqueuing.AlreadyWaiting(request(2), 1)));
        assertThat(ask(enqueue("c2"))).isEqualTo(new AlreadyWaiting(request(2), 2));
        store.prepare(
                "enqueue", Future.succeededFuture(new Enqueuing.AlreadyWaiting(request(77), 4)));
        assertThat(ask(enqueue("else"))).isEqualTo(new AlreadyWaiting(request(77), 4));
        store.prepare(
                "enqueue",
                Future.succeededFuture(
                        new Enqueuing.AlreadyTalking(new SessionId(96), SessionKind.HUMAN)));
        assertThat(ask(enqueue("talker"))).isEqualTo(new AlreadyTalking(new SessionId(96)));
        assertThat(ask(enqueue("new"))).isEqualTo(new Enqueued(request(106), 3));
    }

    @Test
    void aRejectingQueueLooksBeforeItRejects() {
        var rules =
                QueueFixture.rules(
                        SessionKind.HUMAN, Mode.PULL, Policy.LONGEST_IDLE, WhenNoAgent.REJECT);
        begin(rules, gone(ANN, 1));
        stage.askRefused(QUEUE, enqueue("lori"), ErrorCode.QUEUE_NO_AGENT);
        store.agents = List.of(away(ANN, 1));
        assertThat(ask(enqueue("lori"))).isInstanceOf(Enqueued.class);
    }

    @Test
    void whoeverIsFencedRefusesEverything() {
        begin(AUTOMATIC, auto(ANN, 0, 1, 9));
        store.prepare("enqueue", Future.succeededFuture(new Enqueuing.Fenced()));
        stage.askRefused(QUEUE, enqueue("lori"), ErrorCode.NOT_OWNER);
        stage.askRefused(QUEUE, enqueue("lori"), ErrorCode.NOT_OWNER);
        assertThat(store.done).containsExactly("enqueue 101");
        assertThat(stage.bus.sent()).isEmpty();
    }

    @Test
    void aFenceMetWhileGivingAwayIsMetByTheNextCommand() {
        begin(AUTOMATIC, auto(ANN, 0, 1, 9));
        store.prepare("assign", Future.succeededFuture(new Assigning.Fenced()));
        assertThat(ask(enqueue("lori"))).isEqualTo(new Enqueued(request(101), 1));
        stage.askRefused(QUEUE, enqueue("mary"), ErrorCode.NOT_OWNER);
        assertThat(stage.bus.sent()).isEmpty();
    }

    @Test
    void everyFencedWriteRefuses() {
        begin(waiting(1, PULL, auto(ANN, 0, 1, 9)));
        store.prepare("end", Future.succeededFuture(Written.FENCED));
        stage.askRefused(QUEUE, cancel(1, "c1"), ErrorCode.NOT_OWNER);
        stage.askRefused(QUEUE, claim(1, ANN), ErrorCode.NOT_OWNER);
    }

    @Test
    void afterAFailureEverythingIsReadAgain() {
        begin(waiting(1, PULL));
        store.prepare("enqueue", Future.failedFuture(down()));
        store.prepare("load", Future.failedFuture(down()));
        stage.askRefused(QUEUE, enqueue("lori"), ErrorCode.UNAVAILABLE);
        store.stored = Optional.of(waiting(5, PULL));
        assertThat(ask(enqueue("mary"))).isEqualTo(new Enqueued(request(102), 6));
        assertThat(store.done).containsExactly("enqueue 101", "load", "load", "enqueue 102");
    }

    @Test
    void aQueueThatIsGoneIsUnknown() {
        begin(PULL);
        store.prepare("enqueue", Future.failedFuture(down()));
        stage.askRefused(QUEUE, enqueue("lori"), ErrorCode.UNAVAILABLE);
        stage.askRefused(QUEUE, enqueue("lori"), ErrorCode.QUEUE_UNKNOWN);
    }

    @Test
    void leavingTheLineIsDecidedByTheRow() {
        begin(waiting(3, PULL));
        assertThat(ask(cancel(1, "c1"))).isEqualTo(new Done());
        assertThat(store.done).containsExactly("end 1 CANCELED_BY_CLIENT");
        assertThat(store.callbacks).isEmpty();
        stage.askRefused(QUEUE, cancel(2, "c3"), ErrorCode.REQUEST_UNKNOWN);

        store.row(2, "c2", RequestStatus.ACCEPTED, 96L, ANN);
        store.prepare("end", Future.succeededFuture(Written.CONFLICT));
        store.stored = Optional.of(waiting(1, PULL));
        assertThat(ask(cancel(2, "c2"))).isEqualTo(new Accepted(new SessionId(96)));
        assertThat(askAndSettle(enqueue("lori"))).isEqualTo(new Enqueued(request(101), 2));
    }

    @Test
    void whatIsNotInTheLineIsAnsweredByItsRow() {
        begin(PULL, auto(ANN, 0, 1, 9));
        store.row(1, "c1", RequestStatus.CANCELED_BY_CLIENT, null, null);
        store.row(2, "c2", RequestStatus.ACCEPTED, 96L, ANN);
        assertThat(ask(cancel(1, "c1"))).isEqualTo(new Done());
        assertThat(ask(cancel(2, "c2"))).isEqualTo(new Accepted(new SessionId(96)));
        stage.askRefused(QUEUE, cancel(2, "foreign"), ErrorCode.REQUEST_UNKNOWN);
        assertThat(ask(add(2, "c2", "k"))).isEqualTo(new Accepted(new SessionId(96)));
        stage.askRefused(QUEUE, add(2, "foreign", "k"), ErrorCode.REQUEST_UNKNOWN);
        stage.askRefused(QUEUE, add(1, "c1", "k"), ErrorCode.REQUEST_ENDED);
        assertThat(ask(claim(2, ANN))).isEqualTo(new Accepted(new SessionId(96)));
        stage.askRefused(QUEUE, claim(2, BOB), ErrorCode.REQUEST_TAKEN);
        stage.askRefused(QUEUE, claim(1, ANN), ErrorCode.REQUEST_ENDED);
        stage.askRefused(QUEUE, claim(77, ANN), ErrorCode.REQUEST_UNKNOWN);
        assertThat(ask(new Refuse(request(2), ANN))).isEqualTo(new Done());
        stage.askRefused(QUEUE, new Refuse(request(77), ANN), ErrorCode.REQUEST_UNKNOWN);
        assertThat(store.done).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSED", "TIMEOUT", "DROPPED", "NO_AGENT_ONLINE", "OFF_HOUR"})
    void whatEndedOtherwiseCannotBeCanceled(RequestStatus status) {
        begin(PULL);
        store.row(1, "c1", status, null, null);
        stage.askRefused(QUEUE, cancel(1, "c1"), ErrorCode.REQUEST_UNKNOWN);
        stage.askRefused(QUEUE, add(1, "c1", "k"), ErrorCode.REQUEST_ENDED);
        stage.askRefused(QUEUE, claim(1, ANN), ErrorCode.REQUEST_ENDED);
    }

    @Test
    void aRowThatWaitsUnseenMakesItReadTheLine() {
        begin(PULL);
        store.row(1, "c1", RequestStatus.WAITING, null, null);
        store.stored = Optional.of(waiting(1, PULL));
        stage.askRefused(QUEUE, cancel(1, "c1"), ErrorCode.UNAVAILABLE);
        assertThat(ask(cancel(1, "c1"))).isEqualTo(new Done());
    }

    @Test
    void anAgentTakesWhatWaits() {
        begin(waiting(2, PULL, auto(ANN, 0, 1, 9)));
        assertThat(ask(claim(1, ANN))).isEqualTo(new Accepted(new SessionId(901)));
        stage.askRefused(QUEUE, claim(2, BOB), ErrorCode.AGENT_NOT_ELIGIBLE);
        assertThat(store.done).startsWith("assign 1 ANN").doesNotContain("assign 2 BOB");
    }

    @Test
    void beforeAnAgentIsTurnedAwayTheQueueLooksAgain() {
        begin(waiting(1, PULL, gone(ANN, 1)));
        stage.askRefused(QUEUE, claim(1, ANN), ErrorCode.AGENT_UNAVAILABLE);
        store.agents = List.of(away(ANN, 1));
        assertThat(ask(claim(1, ANN))).isEqualTo(new Accepted(new SessionId(901)));
    }

    @Test
    void fullIsFullWhateverTheQueueBelieved() {
        begin(waiting(1, PULL, auto(ANN, 0, 1, 9)));
        store.prepare("assign", Future.succeededFuture(new Assigning.AgentFull()));
        stage.askRefused(QUEUE, claim(1, ANN), ErrorCode.AGENT_FULL);
        assertThat(stage.bus.sent()).noneMatch(sent -> sent.to().equals("agent.ANN"));
    }

    @Test
    void theLoserOfARaceIsToldWhoseItIs() {
        begin(waiting(1, PULL, auto(ANN, 0, 1, 9)));
        store.row(1, "c1", RequestStatus.ACCEPTED, 96L, BOB);
        store.prepare("assign", Future.succeededFuture(new Assigning.NotWaiting()));
        store.stored = Optional.of(QueueFixture.empty(PULL, auto(ANN, 0, 1, 9)));
        stage.askRefused(QUEUE, claim(1, ANN), ErrorCode.REQUEST_TAKEN);
    }

    @Test
    void whoIsFullIsPassedOver() {
        begin(AUTOMATIC, auto(ANN, 0, 1, 90), auto(BOB, 0, 1, 9));
        store.prepare("assign", Future.succeededFuture(new Assigning.AgentFull()));
        askAndSettle(enqueue("lori"));
        assertThat(store.done).containsExactly("enqueue 101", "assign 101 ANN", "assign 101 BOB");
    }

    @Test
    void aRefusedOfferGoesToTheNext() {
        begin(AUTOMATIC, asked(ANN, 0, 1, 90), asked(BOB, 0, 1, 9));
        askAndSettle(enqueue("lori"));
        assertThat(ask(new Refuse(request(101), ANN))).isEqualTo(new Done());
        settle();
        assertThat(store.done)
                .containsExactly(
                        "enqueue 101",
                        "offer 101 ANN",
                        "endOffer 101 ANN refused",
                        "offer 101 BOB");
    }

    @Test
    void anOfferThatRunsOutGoesToTheNext() {
        begin(AUTOMATIC, asked(ANN, 0, 1, 90), asked(BOB, 0, 1, 9));
        askAndSettle(enqueue("lori"));
        stage.later(30);
        askAndSettle(new Tick());
        assertThat(store.done)
                .containsExactly(
                        "enqueue 101",
                        "offer 101 ANN",
                        "loadAgents",
                        "endOffer 101 ANN expired",
                        "offer 101 BOB");
    }

    @Test
    void whoLeavesLosesItsOffer() {
        begin(AUTOMATIC, asked(ANN, 0, 1, 90), asked(BOB, 0, 1, 9));
        askAndSettle(enqueue("lori"));
        store.agents = List.of(gone(ANN, 1), asked(BOB, 0, 1, 9));
        assertThat(askAndSettle(new AgentTouched(ANN))).isEqualTo(new Done());
        assertThat(store.done).endsWith("loadAgents", "endOffer 101 ANN left", "offer 101 BOB");
    }

    @Test
    void agentsAreLookedAtOnlyWhenSomebodyWaits() {
        begin(PULL, gone(ANN, 1));
        store.agents = List.of(auto(ANN, 0, 2, 9));
        askAndSettle(new AgentTouched(ANN));
        askAndSettle(new AgentTouched(ANN));
        assertThat(store.done).isEmpty();
        askAndSettle(enqueue("lori"));
        askAndSettle(enqueue("rose"));
        assertThat(store.done).containsExactly("loadAgents", "enqueue 101", "enqueue 102");
    }

    @Test
    void whoComesIsGivenWhatWaits() {
        begin(waiting(2, AUTOMATIC));
        askAndSettle(new RefreshAgents(List.of(auto(ANN, 0, 2, 9))));
        assertThat(store.done).containsExactly("assign 1 ANN", "assign 2 ANN");
    }

    @Test
    void waitingEndsInTime() {
        begin(waiting(1, AUTOMATIC));
        stage.later(299);
        askAndSettle(new Tick());
        assertThat(store.done).containsExactly("loadAgents");
        stage.later(1);
        askAndSettle(new Tick());
        assertThat(store.done).endsWith("end 1 TIMEOUT");
        store.done.clear();
        askAndSettle(new Tick());
        assertThat(store.done).isEmpty();
    }

    @Test
    void whatCanBeGivenIsGivenBeforeItTimesOut() {
        begin(waiting(1, AUTOMATIC));
        stage.later(300);
        store.agents = List.of(auto(ANN, 0, 1, 9));
        askAndSettle(new Tick());
        assertThat(store.done).containsExactly("loadAgents", "assign 1 ANN");
    }

    @Test
    void aLongBurstLetsCommandsThroughAndGoesOn() {
        begin(waiting(70, AUTOMATIC));
        askAndSettle(new RefreshAgents(List.of(auto(ANN, 0, 99, 9))));
        assertThat(stage.bus.sent(Tick.class)).isNotEmpty();
        askAndSettle(new Tick());
        assertThat(store.done.stream().filter(step -> step.startsWith("assign")).distinct())
                .hasSize(70);
    }

    @Test
    void aFailureWhileGivingAwayIsRepairedByTheNextTurn() {
        begin(AUTOMATIC, auto(ANN, 0, 1, 9));
        store.prepare("assign", Future.failedFuture(down()));
        assertThat(ask(enqueue("lori"))).isEqualTo(new Enqueued(new RequestId(101), 1));
        store.stored = Optional.of(waiting(1, AUTOMATIC, auto(ANN, 0, 1, 9)));
        settle();
        settle();
        assertThat(store.done)
                .containsExactly("enqueue 101", "assign 101 ANN", "load", "assign 1 ANN");
    }

    @Test
    void whatFollowsIsFinishedBeforeItStops() {
        Promise<Assigning> slow = Promise.promise();
        store.prepare("assign", slow.future());
        var actor = new QueueActor(waiting(0, AUTOMATIC, auto(ANN, 0, 1, 9)), Stage.FENCE, world());
        String deployment = Stage.await(stage.vertx.deployVerticle(actor));
        ask(enqueue("lori"));
        Future<Void> stopped = stage.vertx.undeploy(deployment);
        Stage.await(stage.vertx.timer(50));
        assertThat(stopped.isComplete()).isFalse();
        slow.complete(new Assigning.Assigned(new SessionId(1), List.of(), 1, NOON));
        Stage.await(stopped);
    }

    @Test
    void theFactoryMakesWhatTheRowsKnow() {
        QueueActors actors = new QueueActors(world());
        assertThat(actors.prefix()).isEqualTo("queue.");
        for (String unknown : List.of("1", "", "x", "0")) {
            Throwable cause =
                    Stage.await(
                            actors.make(unknown, Stage.FENCE)
                                    .transform(made -> Future.succeededFuture(made.cause())));
            assertThat(((Refusal) cause).code()).isEqualTo(ErrorCode.QUEUE_UNKNOWN);
        }
        store.stored = Optional.of(waiting(1, PULL));
        stage.deploy(Stage.await(actors.make("1", Stage.FENCE)));
        assertThat(ask(enqueue("lori"))).isEqualTo(new Enqueued(request(101), 2));
    }
}
