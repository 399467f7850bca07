package dev.deskbus.actor.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.Fence;
import dev.deskbus.port.Lease;
import dev.deskbus.port.LogArchive;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogArchivistTest {
    private static final Duration SOON = Duration.ofMillis(5);

    private final Vertx vertx = Vertx.vertx();
    private final List<String> steps = new CopyOnWriteArrayList<>();
    private volatile Instant now = Instant.parse("2026-03-30T00:00:00Z");
    private volatile boolean owner = true;
    private volatile boolean isFailing;

    /** No step that begins before that session can be done. */
    private volatile long tooLong;

    private final AtomicInteger left = new AtomicInteger();

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void whenTheMonthTurnsAnotherOneIsLetGo() throws Exception {
        deploy(Duration.ofDays(30), 2);
        awaitStep("let go 2026-01-01");
        assertThat(steps).contains("open 2026-02-28", "move 2026-02-28");

        now = Instant.parse("2026-04-01T00:00:00Z");

        awaitStep("let go 2026-02-01");
    }

    @Test
    void nothingIsLetGoBeforeEverythingIsMoved() throws Exception {
        left.set(3);
        deploy(Duration.ofDays(30), 2);

        awaitStep("let go 2026-01-01");

        int letGo = steps.indexOf("let go 2026-01-01");
        assertThat(steps.subList(0, letGo)).filteredOn("move 2026-02-28"::equals).hasSize(4);
    }

    @Test
    void allMonthsAreKeptUnlessASettingSaysOtherwise() throws Exception {
        deploy(Duration.ofDays(30), 0);

        await(() -> steps.size() > 10);

        assertThat(steps).noneMatch(step -> step.startsWith("let go"));
    }

    @Test
    void withoutADelayNothingIsEverMoved() throws Exception {
        deploy(Duration.ZERO, 0);
        deploy(Duration.ofDays(1), 0);

        awaitStep("move 2026-03-29");

        assertThat(steps).doesNotContain("move 2026-03-30");
    }

    @Test
    void aFailureIsTriedAgain() throws Exception {
        isFailing = true;
        deploy(Duration.ofDays(30), 0);
        await(() -> steps.size() > 2);
        assertThat(steps).containsOnly("open 2026-02-28");

        isFailing = false;

        awaitStep("move 2026-02-28");
    }

    @Test
    void aSessionThatIsTooMuchIsPassedOver() throws Exception {
        tooLong = 10;
        deploy(Duration.ofDays(30), 2);

        awaitStep("let go 2026-01-01");

        assertThat(steps.stream().filter(step -> step.startsWith("too much")))
                .containsExactly(
                        "too much: 20",
                        "too much: 10",
                        "too much: 5",
                        "too much: 2",
                        "too much: 1",
                        "too much: 1");
        assertThat(steps).contains("move 2026-02-28");
    }

    @Test
    void whoDoesNotOwnTheShardDoesNothingUntilItDoes() throws Exception {
        owner = false;
        deploy(Duration.ofDays(30), 0);
        await(() -> looks.get() > 3);
        assertThat(steps).isEmpty();

        owner = true;

        awaitStep("move 2026-02-28");
    }

    private final AtomicInteger looks = new AtomicInteger();

    private void deploy(Duration after, int months) throws Exception {
        vertx.deployVerticle(
                        new LogArchivist(
                                new FakeLease(),
                                new FakeArchive(),
                                () -> now,
                                new LogArchivist.Plan(after, months, SOON, SOON)))
                .await(5, TimeUnit.SECONDS);
    }

    private void awaitStep(String step) {
        await(() -> steps.contains(step));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("did not come true").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private final class FakeArchive implements LogArchive {
        @Override
        public Future<Boolean> openMonth(Instant past) {
            return step("open " + past.toString().substring(0, 10), false);
        }

        @Override
        public Future<Integer> moveIn(Instant past, long beyond, int most) {
            if (beyond < tooLong && most > 0) {
                steps.add("too much: " + most);
                return Future.failedFuture("statement timeout");
            }
            return step("move " + past.toString().substring(0, 10), left.getAndDecrement() > 0)
                    .map(isMore -> isMore ? most : most - 1);
        }

        @Override
        public Future<Optional<SessionId>> findNext(Instant past, long beyond) {
            return Future.succeededFuture(Optional.of(new SessionId(beyond + 5)));
        }

        @Override
        public Future<Boolean> letGo(LocalDate before) {
            return step("let go " + before, false);
        }

        private Future<Boolean> step(String step, boolean isMore) {
            steps.add(step);
            return isFailing ? Future.failedFuture("no database") : Future.succeededFuture(isMore);
        }
    }

    private final class FakeLease implements Lease {
        private static final NodeId NODE = new NodeId("n1");

        @Override
        public NodeId node() {
            return NODE;
        }

        @Override
        public Future<Void> renew() {
            return Future.succeededFuture();
        }

        @Override
        public boolean isHeld() {
            return true;
        }

        @Override
        public boolean isIsolated() {
            return false;
        }

        @Override
        public Optional<Fence> fence(Shard shard) {
            looks.incrementAndGet();
            return owner ? Optional.of(new Fence(shard, NODE, 1)) : Optional.empty();
        }

        @Override
        public List<Fence> fences() {
            throw new UnsupportedOperationException();
        }
    }
}
