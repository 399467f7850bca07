package dev.deskbus.actor.callback;

import static dev.deskbus.actor.callback.DispatcherBench.NEVER;
import static dev.deskbus.actor.callback.DispatcherBench.RULES;
import static dev.deskbus.actor.callback.DispatcherBench.sweeping;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.deskbus.actor.callback.FakeOutbox.Settled;
import dev.deskbus.domain.callback.CallbackAnswer.Heard;
import dev.deskbus.domain.callback.CallbackCommand;
import dev.deskbus.domain.callback.CallbackCommand.Wake;
import dev.deskbus.domain.callback.CallbackOutcome;
import dev.deskbus.domain.callback.CallbackOutcome.Absent;
import dev.deskbus.domain.callback.CallbackOutcome.Final;
import dev.deskbus.domain.callback.CallbackOutcome.Retryable;
import dev.deskbus.domain.callback.CallbackOutcome.Taken;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

class CallbackDispatcherTest {
    private final DispatcherBench bench = new DispatcherBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aWokenLaneIsDeliveredToItsEndInOrder() {
        bench.start(RULES);
        bench.add("ann");
        bench.add("bob");
        bench.add("ann");

        bench.wake("ann");
        bench.awaitDone(1L, 3L);

        assertThat(bench.sender.numbers()).containsExactly(1L, 3L);
        assertThat(bench.outbox.done()).doesNotContain(2L);
        bench.awaitCount(bench.counts::delivered, 2);
    }

    @Test
    void aWakeIsAnsweredAtOnceWhileTheReceiverHangs() {
        Promise<CallbackOutcome> receiver = Promise.promise();
        bench.sender.answers(_ -> receiver.future());
        bench.start(RULES);
        bench.add("ann");

        assertThat(bench.wake("ann")).isEqualTo(new Heard());
        bench.awaitSent(1);
        assertThat(bench.wake("ann")).isEqualTo(new Heard());
        assertThat(bench.counts.inFlight()).isEqualTo(1);
        receiver.complete(new Taken());
        bench.awaitDone(1L);
        assertThat(bench.sender.numbers()).containsExactly(1L);
        bench.monitor.await("nothing in flight", () -> bench.counts.inFlight() == 0);
    }

    @Test
    void anAttemptThatFailedIsRepeatedByThePlanWithTheSameNumber() {
        bench.sender.answers(
                d -> Future.succeededFuture(d.attempt() < 3 ? new Retryable("busy") : new Taken()));
        bench.start(RULES);
        bench.add("ann");
        bench.add("ann");

        bench.wake("ann");
        bench.awaitDone(1L);
        assertThat(bench.outbox.settled().subList(0, 3))
                .extracting(Settled::number, Settled::attempt)
                .containsExactly(tuple(1L, 1), tuple(1L, 2), tuple(1L, 3));
        assertWaits(bench.outbox.settled().get(0), 5);
        assertWaits(bench.outbox.settled().get(1), 20);
        bench.awaitDone(2L);
        bench.awaitCount(bench.counts::retried, 4);
    }

    @Test
    void afterTheLastAttemptItIsAVisibleDeadLetterAndTheLaneGoesOn() {
        var log = new ListAppender<ILoggingEvent>();
        log.start();
        ((Logger) LoggerFactory.getLogger(Ledger.class)).addAppender(log);
        bench.sender.answers(
                d -> Future.succeededFuture(d.number() == 1 ? new Retryable("busy") : new Taken()));
        bench.start(RULES);
        bench.add("ann");
        bench.add("ann");

        bench.wake("ann");
        bench.awaitDone(1L, 2L);
        assertThat(bench.sender.numbers()).containsExactly(1L, 1L, 1L, 2L);
        bench.awaitCount(bench.counts::dead, 1);
        assertThat(log.list)
                .filteredOn(event -> event.getLevel() == Level.WARN)
                .singleElement()
                .satisfies(
                        event ->
                                assertThat(event.getKeyValuePairs())
                                        .contains(
                                                new KeyValuePair("lane", "ann"),
                                                new KeyValuePair("n", 1L),
                                                new KeyValuePair("kind", "MessageSent"),
                                                new KeyValuePair("reason", "busy")));
    }

    @Test
    void whatIsAbsentOrFinalIsSettledOnceAndTheLaneGoesOnAtOnce() {
        bench.sender.answers(
                d ->
                        Future.succeededFuture(
                                d.number() == 1
                                        ? new Absent()
                                        : d.number() == 2 ? new Final("status 400") : new Taken()));
        bench.start(RULES);
        bench.add("ann");
        bench.add("ann");
        bench.add("ann");

        bench.wake("ann");
        bench.awaitDone(1L, 2L, 3L);
        assertThat(bench.sender.numbers()).containsExactly(1L, 2L, 3L);
        assertThat(bench.outbox.settled())
                .extracting(Settled::retryAfter)
                .allMatch(r -> r.isEmpty());
        bench.awaitCount(bench.counts::absent, 1);
        bench.awaitCount(bench.counts::dead, 1);
    }

    @Test
    void aSenderThatThrowsHasFailedAnAttempt() {
        bench.sender.answers(
                d -> {
                    if (d.attempt() == 1) {
                        throw new IllegalStateException("thrown");
                    }
                    return d.attempt() == 2
                            ? Future.failedFuture("failed")
                            : Future.succeededFuture(new Taken());
                });
        bench.start(RULES);
        bench.add("ann");

        bench.wake("ann");
        bench.awaitDone(1L);

        assertThat(bench.outbox.settled())
                .extracting(s -> s.outcome().getClass().getSimpleName())
                .containsExactly("Retryable", "Retryable", "Taken");
    }

    @Test
    void aWakeThatComesWhileTheLaneIsFoundEmptyIsNotLost() {
        bench.start(RULES);
        Promise<Void> answer = bench.outbox.hold();
        bench.wake("ann");
        bench.monitor.await("asked", () -> bench.outbox.takes() == 1);

        bench.add("ann");
        bench.wake("ann");
        answer.complete();

        bench.awaitDone(1L);
    }

    @Test
    void aSweepTakesUpWhatNobodyWoke() {
        bench.add("ann");
        bench.add("bob");
        bench.add("ann");

        bench.start(sweeping(RULES));

        bench.awaitDone(1L, 2L, 3L);
    }

    @Test
    void aHeadHasOneTakerWhenAWakeMeetsASweep() {
        Promise<Void> answer = bench.outbox.hold();
        bench.add("ann");
        bench.add("ann");
        bench.start(sweeping(RULES));
        bench.monitor.await("swept", () -> bench.outbox.sweeps() == 1);

        bench.wake("ann");
        assertThat(bench.outbox.takes()).isZero();
        answer.complete();

        bench.awaitDone(1L, 2L);
        assertThat(bench.sender.numbers()).containsExactly(1L, 2L);
        assertThat(bench.outbox.sweeps()).isPositive();
    }

    @Test
    void nothingIsTakenWhileTheLeaseIsLate() {
        bench.lease.late(true);
        bench.start(sweeping(RULES));
        bench.add("ann");

        bench.wake("ann");

        assertThat(bench.outbox.takes()).isZero();
        assertThat(bench.outbox.sweeps()).isZero();
        bench.lease.late(false);
        bench.awaitDone(1L);
    }

    @Test
    void nothingIsSentWhenTheLeaseRanLateAfterTheTaking() {
        bench.start(RULES);
        bench.add("ann");
        Promise<Void> answer = bench.outbox.hold();
        bench.wake("ann");
        bench.monitor.await("taken", () -> bench.outbox.takes() == 1);

        bench.lease.late(true);
        answer.complete();

        assertNothingWasSentFor("ann");
    }

    @Test
    void nothingIsSentUnderAnOwnershipThatWasLostAndWonAnew() {
        bench.start(RULES);
        bench.add("ann");
        Promise<Void> answer = bench.outbox.hold();
        bench.wake("ann");
        bench.monitor.await("taken", () -> bench.outbox.takes() == 1);

        bench.lease.claimAnew();
        answer.complete();

        assertNothingWasSentFor("ann");
    }

    @Test
    void aFencedSettlingStopsTheLane() {
        Promise<CallbackOutcome> receiver = Promise.promise();
        bench.sender.answers(
                d -> d.number() == 1 ? receiver.future() : Future.succeededFuture(new Taken()));
        bench.start(RULES);
        bench.add("ann");
        bench.add("ann");
        bench.wake("ann");
        bench.awaitSent(1);

        bench.outbox.fenceBefore(2);
        receiver.complete(new Taken());
        bench.monitor.await("answered", () -> bench.counts.inFlight() == 0);
        bench.settleDown();
        assertThat(bench.outbox.takes(DispatcherBench.lane("ann"))).isEqualTo(2);
        bench.lease.claimAnew();
        bench.add("bob");
        bench.wake("bob");
        bench.awaitDone(3L);

        assertThat(bench.sender.numbers()).containsExactly(1L, 3L);
        bench.awaitCount(bench.counts::delivered, 1);
    }

    @Test
    void whatSomebodySettledAlreadyIsPassedOver() {
        Promise<CallbackOutcome> receiver = Promise.promise();
        bench.sender.answers(
                d -> d.number() == 1 ? receiver.future() : Future.succeededFuture(new Taken()));
        bench.start(RULES);
        bench.add("ann");
        bench.add("ann");
        bench.wake("ann");
        bench.awaitSent(1);

        bench.outbox.settleByHand(1);
        receiver.complete(new Taken());

        bench.awaitDone(1L, 2L);
        bench.awaitCount(bench.counts::delivered, 1);
    }

    @Test
    void anOutboxThatDoesNotAnswerIsAskedAgain() {
        bench.outbox.breakDown(true);
        bench.start(sweeping(RULES));
        bench.add("ann");
        bench.wake("ann");
        bench.monitor.await("swept in vain", () -> bench.outbox.sweeps() > 1);

        bench.outbox.breakDown(false);

        bench.awaitDone(1L);
        assertThat(bench.sender.numbers()).containsExactly(1L);
    }

    @Test
    void whatWasTakenByATakingWhoseAnswerWasLostIsSentByTheNextSweep() {
        bench.outbox.loseNextTaking();
        bench.start(sweeping(RULES));
        bench.add("ann");

        bench.awaitDone(1L);

        assertThat(bench.sender.sent()).extracting(d -> d.attempt()).containsExactly(2);
    }

    @Test
    void aShardThatIsToBeGivenBackIsQuietWhenItsDeliveriesHaveEnded() {
        Promise<CallbackOutcome> receiver = Promise.promise();
        bench.sender.answers(
                d -> d.number() == 1 ? receiver.future() : Future.succeededFuture(new Taken()));
        bench.start(sweeping(RULES));
        bench.add("ann");
        bench.awaitSent(1);
        bench.add("ann");

        Future<Void> quiet = bench.finish("ann");
        Future<Void> nothingThere = bench.finish("bob");
        DispatcherBench.await(nothingThere);
        bench.add("carl");
        bench.awaitDone(3L);
        assertThat(quiet.isComplete()).isFalse();

        receiver.complete(new Taken());
        DispatcherBench.await(quiet);
        bench.settleDown();
        assertThat(bench.outbox.done()).containsExactly(1L, 3L);

        bench.lease.claimAnew();
        bench.awaitDone(2L);
    }

    @Test
    void anOutcomeThatCouldNotBeNotedIsSentAgainWithAHigherAttempt() {
        Promise<CallbackOutcome> receiver = Promise.promise();
        bench.sender.answers(
                d -> d.attempt() == 1 ? receiver.future() : Future.succeededFuture(new Taken()));
        bench.start(
                sweeping(
                        DispatcherBench.patience(
                                RULES, Duration.ofMillis(300), Duration.ofSeconds(5))));
        bench.add("ann");
        bench.awaitSent(1);

        bench.outbox.breakDown(true);
        receiver.complete(new Taken());
        bench.monitor.await("answered", () -> bench.counts.inFlight() == 0);
        int sweeps = bench.outbox.sweeps();
        bench.monitor.await("swept", () -> bench.outbox.sweeps() > sweeps);
        bench.outbox.breakDown(false);

        bench.awaitDone(1L);
        assertThat(bench.sender.sent().getLast().attempt()).isGreaterThan(1);
    }

    @Test
    void theStandardRulesAreThoseOfTheDecisions() {
        assertThat(DispatchRules.STANDARD.plan().delays()).hasSize(7);
        assertThat(DispatchRules.STANDARD.sweepEvery())
                .isEqualTo(Duration.ofSeconds(1))
                .isNotEqualTo(NEVER);
    }

    private void assertNothingWasSentFor(String lane) {
        bench.settleDown();
        bench.add("sentinel");
        bench.lease.late(false);
        bench.monitor.await(
                "sentinel sent",
                () -> {
                    bench.vertx.eventBus().send("callback.wake", wakeUp("sentinel"));
                    return !bench.outbox.done().isEmpty();
                });
        assertThat(bench.sender.sent())
                .extracting(d -> d.entry().callback().client().value())
                .containsOnly("sentinel")
                .doesNotContain(lane);
        assertThat(bench.outbox.settled()).hasSize(1);
    }

    private static CallbackCommand wakeUp(String lane) {
        return new Wake(DispatcherBench.lane(lane));
    }

    private static void assertWaits(Settled settled, long millis) {
        assertThat(settled.retryAfter().orElseThrow())
                .isBetween(Duration.ofMillis(millis), Duration.ofMillis(millis * 12 / 10));
    }
}
