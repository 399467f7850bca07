package dev.deskbus.actor.callback;

import static dev.deskbus.actor.callback.DispatcherBench.RULES;
import static dev.deskbus.actor.callback.DispatcherBench.lane;
import static dev.deskbus.actor.callback.DispatcherBench.sweeping;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.callback.CallbackOutcome;
import dev.deskbus.domain.callback.CallbackOutcome.Retryable;
import dev.deskbus.domain.callback.CallbackOutcome.Taken;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.port.CallbackSender.Delivery;
import dev.deskbus.port.CallbackStore.Turn;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallbackTurnsTest {
    private final DispatcherBench bench = new DispatcherBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void theNextHeadIsTakenWithTheEndOfTheOneBefore() {
        bench.start(RULES);
        bench.add("ann");
        bench.add("ann");
        bench.add("ann");

        bench.wake("ann");
        bench.awaitDone(1L, 2L, 3L);
        bench.settleDown();

        assertThat(turnsOf("ann")).hasSize(4).allMatch(Turn::takes);
        assertThat(turnsOf("ann").stream().map(turn -> turn.ended().isPresent()))
                .containsExactly(false, true, true, true);
        assertThat(bench.sender.numbers()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void whatTheLanesWantWhileAWriteIsUnderWayIsOneWrite() {
        bench.start(RULES);
        Promise<Void> answer = bench.outbox.hold();
        addAndWake("ann");
        bench.monitor.await("asked", () -> bench.outbox.batches().size() == 1);

        for (String name : List.of("bob", "cyd", "dan")) {
            addAndWake(name);
        }
        assertThat(bench.outbox.batches()).hasSize(1);
        answer.complete();

        bench.awaitDone(1L, 2L, 3L, 4L);
        assertThat(bench.outbox.batches().get(1))
                .extracting(Turn::lane)
                .contains(lane("bob"), lane("cyd"), lane("dan"));
    }

    @Test
    void aLaneThatIsFencedOffInAWriteStopsAlone() {
        Promise<CallbackOutcome> receiver = Promise.promise();
        bench.sender.answers(d -> d.number() <= 2 ? receiver.future() : taken());
        bench.start(RULES);
        addAndWake("ann");
        addAndWake("bob");
        bench.add("ann");
        bench.add("bob");
        bench.awaitSent(2);

        bench.outbox.fence(lane("ann"));
        receiver.complete(new Taken());

        bench.awaitDone(2L, 4L);
        bench.settleDown();
        assertThat(bench.sender.numbers()).containsExactlyInAnyOrder(1L, 2L, 4L);
        assertThat(bench.outbox.done()).containsExactly(2L, 4L);
        bench.awaitCount(bench.counts::delivered, 2);
    }

    @Test
    void afterAWriteOfUnknownOutcomeEachOfItsLanesIsTakenAgainAsLost() {
        bench.start(sweeping(RULES));
        Promise<Void> answer = bench.outbox.hold();
        bench.wake("nobody");
        bench.monitor.await("asked", () -> bench.outbox.batches().size() == 1);
        addAndWake("ann");
        addAndWake("bob");
        bench.outbox.loseNextTaking();
        answer.complete();

        bench.awaitDone(1L, 2L);

        assertThat(bench.sender.sent())
                .extracting(Delivery::number)
                .containsExactlyInAnyOrder(1L, 2L);
        assertThat(bench.sender.sent()).extracting(Delivery::attempt).containsOnly(2);
    }

    @Test
    void whatEndedInAWriteOfUnknownOutcomeIsOverAndTheNextIsTakenAgain() {
        Promise<CallbackOutcome> receiver = Promise.promise();
        bench.sender.answers(d -> d.number() == 1 ? receiver.future() : taken());
        bench.start(sweeping(RULES));
        bench.add("ann");
        bench.awaitSent(1);
        bench.add("ann");

        bench.outbox.loseNextTaking();
        receiver.complete(new Taken());
        bench.awaitDone(1L, 2L);

        assertThat(bench.sender.numbers()).containsExactly(1L, 2L);
        assertThat(bench.sender.sent().getLast().attempt()).isEqualTo(2);
    }

    @Test
    void aTurnThatCannotBeWrittenFailsAlone() {
        bench.start(RULES);
        Promise<Void> answer = bench.outbox.hold();
        bench.wake("nobody");
        bench.monitor.await("asked", () -> bench.outbox.batches().size() == 1);
        for (String name : List.of("ann", "bob", "cyd", "dan", "eve")) {
            addAndWake(name);
        }
        bench.outbox.poison(lane("cyd"));
        answer.complete();

        bench.awaitDone(1L, 2L, 4L, 5L);
        bench.settleDown();

        assertThat(bench.outbox.done()).doesNotContain(3L);
    }

    @Test
    void aWakeThatComesWhileTheEndIsBeingNotedIsNotLost() {
        Promise<CallbackOutcome> receiver = Promise.promise();
        bench.sender.answers(d -> d.number() == 1 ? receiver.future() : taken());
        bench.start(RULES);
        addAndWake("ann");
        bench.awaitSent(1);
        Promise<Void> answer = bench.outbox.hold();
        receiver.complete(new Taken());
        bench.awaitDone(1L);

        addAndWake("ann");
        answer.complete();

        bench.awaitDone(2L);
        assertThat(bench.sender.numbers()).containsExactly(1L, 2L);
    }

    @Test
    void aWakeBeforeTheEndIsNotedMakesNoTurnOfItsOwn() {
        Promise<CallbackOutcome> receiver = Promise.promise();
        bench.sender.answers(d -> d.number() == 1 ? receiver.future() : taken());
        bench.start(RULES);
        addAndWake("ann");
        bench.awaitSent(1);
        addAndWake("ann");
        addAndWake("ann");

        receiver.complete(new Taken());
        bench.awaitDone(1L, 2L, 3L);
        bench.settleDown();

        assertThat(turnsOf("ann")).hasSize(4);
    }

    @Test
    void aWakeDuringADeliveryThatFailsAsksForNothingBeforeItsTime() {
        Promise<CallbackOutcome> receiver = Promise.promise();
        bench.sender.answers(d -> d.attempt() == 1 ? receiver.future() : taken());
        bench.start(DispatcherBench.planned(RULES, DispatcherBench.plan(60_000)));
        addAndWake("ann");
        bench.awaitSent(1);
        addAndWake("ann");

        receiver.complete(new Retryable("busy"));
        bench.awaitCount(bench.counts::retried, 1);
        bench.settleDown();

        assertThat(turnsOf("ann")).extracting(Turn::takes).containsExactly(true, false);
    }

    @Test
    void aLongLaneLetsOthersComeFirst() {
        Promise<CallbackOutcome> receiver = Promise.promise();
        bench.sender.answers(d -> d.number() == 1 ? receiver.future() : taken());
        bench.start(
                new DispatchRules(
                        1,
                        2,
                        2,
                        Duration.ofSeconds(30),
                        DispatcherBench.NEVER,
                        Duration.ofSeconds(5),
                        DispatcherBench.plan(5)));
        addAndWake("ann");
        bench.awaitSent(1);
        bench.add("ann");
        addAndWake("bob");

        receiver.complete(new Taken());
        bench.awaitDone(1L, 2L, 3L);

        assertThat(bench.sender.numbers()).containsExactly(1L, 3L, 2L);
    }

    private void addAndWake(String name) {
        bench.add(name);
        bench.wake(name);
    }

    private List<Turn> turnsOf(String name) {
        ClientId lane = lane(name);
        return bench.outbox.batches().stream()
                .flatMap(List::stream)
                .filter(turn -> turn.lane().equals(lane))
                .toList();
    }

    private static Future<CallbackOutcome> taken() {
        return Future.succeededFuture(new Taken());
    }
}
