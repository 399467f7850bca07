package dev.deskbus.actor.transcript;

import static dev.deskbus.actor.transcript.OneShard.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.id.SessionId;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogArchivistTest {
    private static final Duration SOON = Duration.ofMillis(5);

    private final Vertx vertx = Vertx.vertx();
    private final List<String> steps = new CopyOnWriteArrayList<>();
    private volatile Instant now = Instant.parse("2026-03-30T00:00:00Z");
    private final OneShard lease = new OneShard();
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
        lease.owner = false;
        deploy(Duration.ofDays(30), 0);
        await(() -> lease.looks.get() > 3);
        assertThat(steps).isEmpty();

        lease.owner = true;

        awaitStep("move 2026-02-28");
    }

    private void deploy(Duration after, int months) throws Exception {
        vertx.deployVerticle(
                        new LogArchivist(
                                lease,
                                new FakeArchive(),
                                () -> now,
                                new LogArchivist.Plan(after, months, SOON, SOON)))
                .await(5, TimeUnit.SECONDS);
    }

    private void awaitStep(String step) {
        await(() -> steps.contains(step));
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
}
