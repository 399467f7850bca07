package dev.deskbus.actor.transcript;

import static dev.deskbus.actor.transcript.OneShard.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.port.TranscriptIndex;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TranscriptIndexerTest {
    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger steps = new AtomicInteger();
    private final OneShard lease = new OneShard();

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
        lease.owner = false;
        vertx.deployVerticle(
                        new TranscriptIndexer(
                                lease,
                                () -> Future.succeededFuture(steps.incrementAndGet() < 0),
                                Duration.ofMillis(10)))
                .await(5, TimeUnit.SECONDS);
        await(() -> lease.looks.get() >= 3);
        assertThat(steps).hasValue(0);

        lease.owner = true;

        await(() -> steps.get() >= 1);
    }

    private void deploy(long period, TranscriptIndex index) throws Exception {
        vertx.deployVerticle(new TranscriptIndexer(lease, index, Duration.ofMillis(period)))
                .await(5, TimeUnit.SECONDS);
    }
}
