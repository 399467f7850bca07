package dev.deskbus.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final Duration REST = Duration.ofMillis(200);

    private final Vertx vertx = Vertx.vertx();
    private final List<Boolean> heard = new ArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final Breaker breaker = new Breaker("far", Duration.ofMillis(300), 3, REST, heard::add);

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void afterSoManyFailuresInARowTheFarEndIsLeftAloneThenOneCallFindsOut() {
        fail(2);
        assertThat(call(Future.succeededFuture("fine")).result()).isEqualTo("fine");
        fail(3);
        assertThat(heard).containsExactly(false);

        assertThat(call(Future.succeededFuture("early")).cause())
                .isInstanceOf(CallNotPermittedException.class);
        assertThat(calls).hasValue(6);

        rest();
        Promise<String> first = Promise.promise();
        Future<String> trying = call(first.future());
        assertThat(call(Future.succeededFuture("second")).failed()).isTrue();
        first.complete("back");

        assertThat(trying.result()).isEqualTo("back");
        assertThat(call(Future.succeededFuture("fine")).result()).isEqualTo("fine");
        assertThat(heard).containsExactly(false, true);
    }

    @Test
    void whoTriesInVainLeavesItAloneAgain() {
        fail(3);
        rest();

        fail(1);

        assertThat(call(Future.succeededFuture("early")).failed()).isTrue();
        assertThat(calls).hasValue(4);
    }

    /** Its session may end right after the last failure. */
    @Test
    void theEndOfTheVerticleThatFailedDoesNotKeepItOpen() throws Exception {
        String caller =
                vertx.deployVerticle(
                                new VerticleBase() {
                                    @Override
                                    public Future<?> start() {
                                        fail(3);
                                        return Future.succeededFuture();
                                    }
                                })
                        .await(10, TimeUnit.SECONDS);
        vertx.undeploy(caller).await(10, TimeUnit.SECONDS);
        rest();

        assertThat(call(Future.succeededFuture("back")).result()).isEqualTo("back");
    }

    @Test
    void aCallWithoutAnAnswerAndOneThatThrowsHaveFailed() throws Exception {
        Future<String> hanging = call(Promise.<String>promise().future());
        Throwable late = hanging.transform(done -> Future.succeededFuture(done.cause())).await();
        Future<Object> thrown =
                breaker.call(
                        () -> {
                            throw new IllegalStateException("defect");
                        });
        fail(1);

        assertThat(late).isInstanceOf(TimeoutException.class);
        assertThat(thrown.cause()).hasMessage("defect");
        assertThat(heard).containsExactly(false);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(call(Future.failedFuture("down")).cause()).hasMessage("down");
        }
    }

    private Future<String> call(Future<String> outcome) {
        return breaker.call(
                () -> {
                    calls.incrementAndGet();
                    return outcome;
                });
    }

    private static void rest() {
        LockSupport.parkNanos(REST.plusMillis(50).toNanos());
    }
}
