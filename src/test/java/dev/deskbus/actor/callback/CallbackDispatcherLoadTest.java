package dev.deskbus.actor.callback;

import static dev.deskbus.actor.callback.DispatcherBench.NEVER;
import static dev.deskbus.actor.callback.DispatcherBench.RULES;
import static dev.deskbus.actor.callback.DispatcherBench.plan;
import static dev.deskbus.actor.callback.DispatcherBench.sweeping;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.actor.callback.FakeOutbox.Settled;
import dev.deskbus.domain.callback.CallbackOutcome;
import dev.deskbus.domain.callback.CallbackOutcome.Absent;
import dev.deskbus.domain.callback.CallbackOutcome.Final;
import dev.deskbus.domain.callback.CallbackOutcome.Retryable;
import dev.deskbus.domain.callback.CallbackOutcome.Taken;
import dev.deskbus.port.CallbackSender.Delivery;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackDispatcherLoadTest {
    private final DispatcherBench bench = new DispatcherBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverHappensALaneIsDeliveredInOrderOneAtATime(long seed) {
        Random random = new Random(seed);
        bench.sender.answers(_ -> anything(random));
        bench.start(
                sweeping(
                        new DispatchRules(
                                8,
                                3,
                                3,
                                Duration.ofMillis(500),
                                NEVER,
                                Duration.ofSeconds(5),
                                plan(1, 2, 4, 8))));
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String lane = "lane" + random.nextInt(12);
            all.add(bench.add(lane, "host" + lane.length()));
            if (random.nextInt(4) > 0) {
                bench.wake(lane);
            }
        }

        bench.awaitDone(all.toArray(Long[]::new));

        assertThat(bench.sender.faults()).isEmpty();
        assertThat(bench.sender.most()).isBetween(2, 8);
        assertOrdered(bench.sender.sent());
    }

    @Test
    void aHangingReceiverDoesNotDelayAnother() {
        Promise<CallbackOutcome> dead = Promise.promise();
        bench.sender.answers(
                d ->
                        d.entry().target().baseUrl().contains("dead.example.com")
                                ? dead.future()
                                : Future.succeededFuture(new Taken()));
        bench.start(RULES);
        for (int i = 0; i < 20; i++) {
            bench.add("dead" + i, "dead.example.com");
            bench.wake("dead" + i);
        }
        long alive = bench.add("alive", "alive.example.com");

        bench.wake("alive");
        bench.awaitDone(alive);

        assertThat(bench.sender.sent())
                .filteredOn(d -> d.entry().target().baseUrl().contains("dead"))
                .hasSize(RULES.placesPerReceiver());
        dead.complete(new Taken());
        bench.monitor.await("places and line are served", () -> bench.counts.delivered() >= 5);
    }

    @Test
    void beyondTheLineAtASaturatedReceiverAHeadGoesBackUnsent() {
        Promise<CallbackOutcome> dead = Promise.promise();
        bench.sender.answers(_ -> dead.future());
        bench.start(RULES);
        for (int i = 0; i < 5; i++) {
            bench.add("lane" + i);
            bench.wake("lane" + i);
        }

        bench.monitor.await("given back", () -> bench.outbox.settled().size() == 1);

        Settled back = bench.outbox.settled().getFirst();
        assertThat(back.outcome()).isEqualTo(new Retryable("not sent: the receiver is busy"));
        assertThat(back.retryAfter()).isPresent();
        assertThat(bench.sender.sent()).hasSize(2);
        assertThat(bench.counts.retried()).isZero();
        dead.complete(new Taken());
        bench.monitor.await("the others are sent", () -> bench.outbox.done().size() == 4);
    }

    @Test
    void atMostSoManyLanesAreAtWork() {
        Promise<CallbackOutcome> slow = Promise.promise();
        bench.sender.answers(_ -> slow.future());
        bench.start(
                sweeping(
                        new DispatchRules(
                                4,
                                4,
                                4,
                                Duration.ofSeconds(30),
                                NEVER,
                                Duration.ofSeconds(5),
                                plan(1))));
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add(bench.add("lane" + i, "host" + i));
            bench.wake("lane" + i);
        }
        bench.awaitSent(4);

        assertThat(bench.sender.sent()).hasSize(4);
        slow.complete(new Taken());

        bench.awaitDone(all.toArray(Long[]::new));
        assertThat(bench.sender.most()).isEqualTo(4);
    }

    @Test
    void aStopLetsTheDeliveryUnderWayFinishAndTakesNoMore() {
        Promise<CallbackOutcome> receiver = Promise.promise();
        bench.sender.answers(_ -> receiver.future());
        bench.start(RULES);
        bench.add("ann");
        bench.add("ann");
        bench.wake("ann");
        bench.awaitSent(1);

        bench.vertx.setTimer(100, _ -> receiver.complete(new Taken()));
        bench.stop();

        assertThat(bench.outbox.done()).containsExactly(1L);
        assertThat(bench.sender.numbers()).containsExactly(1L);
    }

    @Test
    void aStopGivesBackWhatWaitsForAPlace() {
        Promise<CallbackOutcome> receiver = Promise.promise();
        bench.sender.answers(_ -> receiver.future());
        bench.start(RULES);
        for (int i = 1; i <= 3; i++) {
            bench.add("lane" + i);
            bench.wake("lane" + i);
        }
        bench.awaitSent(2);
        bench.monitor.await("all taken", () -> bench.outbox.takes() == 3);

        bench.vertx.setTimer(100, _ -> receiver.complete(new Taken()));
        bench.stop();

        assertThat(bench.outbox.settled())
                .filteredOn(s -> s.outcome() instanceof Retryable)
                .singleElement()
                .satisfies(s -> assertThat(s.retryAfter()).contains(Duration.ZERO));
        assertThat(bench.outbox.done()).hasSize(2);
    }

    @Test
    void aStopDoesNotWaitForEver() {
        bench.sender.answers(_ -> Promise.<CallbackOutcome>promise().future());
        bench.start(
                DispatcherBench.patience(RULES, Duration.ofSeconds(30), Duration.ofMillis(200)));
        bench.add("ann");
        bench.wake("ann");
        bench.awaitSent(1);

        bench.stop();

        assertThat(bench.outbox.done()).isEmpty();
    }

    private Future<CallbackOutcome> anything(Random random) {
        CallbackOutcome outcome =
                switch (random.nextInt(6)) {
                    case 0 -> new Retryable("busy");
                    case 1 -> new Final("status 400");
                    case 2 -> new Absent();
                    default -> new Taken();
                };
        return random.nextBoolean()
                ? Future.succeededFuture(outcome)
                : bench.vertx.timer(1 + random.nextInt(3)).map(outcome);
    }

    /** In each lane the numbers never go back, and repeats carry a higher attempt. */
    private static void assertOrdered(List<Delivery> sent) {
        Map<String, Delivery> last = new HashMap<>();
        for (Delivery delivery : sent) {
            Delivery before = last.put(delivery.entry().callback().client().value(), delivery);
            if (before != null && before.number() == delivery.number()) {
                assertThat(delivery.attempt()).isGreaterThan(before.attempt());
            } else if (before != null) {
                assertThat(delivery.number()).isGreaterThan(before.number());
            }
        }
    }
}
