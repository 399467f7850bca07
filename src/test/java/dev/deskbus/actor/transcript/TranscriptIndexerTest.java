package dev.deskbus.actor.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.Fence;
import dev.deskbus.port.Lease;
import dev.deskbus.port.TranscriptIndex;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TranscriptIndexerTest {
    private static final NodeId NODE = new NodeId("n1");

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger steps = new AtomicInteger();
    private volatile boolean owner = true;

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void whatIsLeftIsTakenInWithoutWaitingForTheNextLook() throws Exception {
        long began = System.nanoTime();

        deploy(200, () -> Future.succeededFuture(steps.incrementAndGet() < 50));

        await(() -> steps.get() >= 50);
        assertThat(System.nanoTime() - began)
                .as("50 looks, one period each, would take 10 s")
                .isLessThan(TimeUnit.SECONDS.toNanos(8));
    }

    @Test
    void aFailureIsTriedAgain() throws Exception {
        deploy(
                10,
                () -> {
                    if (steps.incrementAndGet() == 1) {
                        throw new IllegalStateException("no database");
                    }
                    return steps.get() == 2
                            ? Future.failedFuture("no database")
                            : Future.succeededFuture(false);
                });

        await(() -> steps.get() >= 4);
    }

    @Test
    void whoDoesNotOwnTheShardDoesNothingUntilItDoes() throws Exception {
        owner = false;
        AtomicInteger looks = new AtomicInteger();
        vertx.deployVerticle(
                        new TranscriptIndexer(
                                new FakeLease(looks),
                                () -> Future.succeededFuture(steps.incrementAndGet() < 0),
                                10))
                .await(5, TimeUnit.SECONDS);
        await(() -> looks.get() >= 3);
        assertThat(steps).hasValue(0);

        owner = true;

        await(() -> steps.get() >= 1);
    }

    private void deploy(long period, TranscriptIndex index) throws Exception {
        vertx.deployVerticle(
                        new TranscriptIndexer(new FakeLease(new AtomicInteger()), index, period))
                .await(5, TimeUnit.SECONDS);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("did not come true").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private final class FakeLease implements Lease {
        private final AtomicInteger looks;

        FakeLease(AtomicInteger looks) {
            this.looks = looks;
        }

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
