package dev.deskbus.deadline;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(5);

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void anOutcomeComesInTheContextOfWhoAsked() throws Exception {
        Promise<String> work = Promise.promise();
        CompletableFuture<Thread> asked = new CompletableFuture<>();
        CompletableFuture<Thread> told = new CompletableFuture<>();
        context.runOnContext(
                _ -> {
                    Deadline.within(LONG, work.future())
                            .onSuccess(_ -> told.complete(Thread.currentThread()));
                    asked.complete(Thread.currentThread());
                });
        Thread home = asked.get(5, SECONDS);

        work.complete("from the thread of a test");

        assertThat(told.get(5, SECONDS)).isSameAs(home);
    }

    @Test
    void whoWaitsForTooLongHearsSoInItsOwnContext() throws Exception {
        CompletableFuture<Thread> told = new CompletableFuture<>();
        CompletableFuture<Throwable> why = new CompletableFuture<>();
        context.runOnContext(
                _ ->
                        Deadline.within(SHORT, Promise.promise().future())
                                .onFailure(
                                        cause -> {
                                            told.complete(Thread.currentThread());
                                            why.complete(cause);
                                        }));

        assertThat(why.get(5, SECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(told.get(5, SECONDS).getName()).startsWith("vert.x-eventloop-thread");
    }

    @Test
    void whatIsDoneIsPassedOn() {
        Future<String> done = Future.succeededFuture("done");

        assertThat(Deadline.within(SHORT, done)).isSameAs(done);
    }

    @Test
    void outsideAnyContextItHoldsToo() {
        Future<Object> late = Deadline.within(SHORT, Promise.promise().future());

        assertThatThrownBy(() -> late.await(5, SECONDS))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("5 (ms)");
    }
}
