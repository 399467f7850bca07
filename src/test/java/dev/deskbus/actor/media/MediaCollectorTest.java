package dev.deskbus.actor.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.callback.RetryPlan;
import dev.deskbus.domain.id.FileId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.domain.media.MediaOutcome;
import dev.deskbus.domain.media.MediaOutcome.Fetched;
import dev.deskbus.domain.media.MediaOutcome.Lost;
import dev.deskbus.domain.media.MediaOutcome.Missed;
import dev.deskbus.port.Fence;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MediaCollectorTest {
    private static final FileId FILE = new FileId("f".repeat(32));
    private static final Duration NEVER = Duration.ofHours(1);
    private static final CollectRules RULES =
            new CollectRules(
                    6,
                    2,
                    Duration.ofSeconds(30),
                    NEVER,
                    new RetryPlan(List.of(Duration.ofSeconds(1), Duration.ofSeconds(3))));

    private final Vertx vertx = Vertx.vertx();
    private final FakeShelf shelf = new FakeShelf();
    private final MediaCounts counts = new MediaCounts();
    private final List<String> fetched = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void aWakeFetchesWhatIsDueAtOnce() {
        MediaCollector target = start(RULES, Future.succeededFuture(new Fetched(FILE)));
        shelf.add("gh", 1);

        target.wake();

        await(() -> shelf.settled().equals(List.of("1 Fetched")));
        await(() -> counts.fetched() == 1 && counts.underWay() == 0);
    }

    @Test
    void aSweepFindsWhatNobodyWoke() {
        var sweeping = new CollectRules(6, 2, RULES.patience(), Duration.ofMillis(5), RULES.plan());
        start(sweeping, Future.succeededFuture(new Fetched(FILE)));

        shelf.add("gh", 1);

        await(() -> shelf.settled().equals(List.of("1 Fetched")));
    }

    @Test
    void aMissIsPutBackAsThePlanSaysAndThenGivenUp() {
        MediaCollector target = start(RULES, Future.succeededFuture(new Missed("refused")));
        shelf.add("gh", 1, 1);
        shelf.add("gh", 2, 2);
        shelf.add("gh", 3, 3);

        target.wake();

        await(() -> shelf.settled().size() == 3);
        assertThat(shelf.settled())
                .containsExactlyInAnyOrder("1 Missed PT1S", "2 Missed PT3S", "3 Missed");
        await(() -> counts.missed() == 2 && counts.lost() == 1);
    }

    @Test
    void aSourceThatFailsIsAMiss() {
        MediaCollector target = start(RULES, Future.failedFuture("broken"));
        shelf.add("gh", 1);

        target.wake();

        await(() -> shelf.settled().equals(List.of("1 Missed PT1S")));
    }

    @Test
    void aLossIsFinal() {
        MediaCollector target = start(RULES, Future.succeededFuture(new Lost("too large")));
        shelf.add("gh", 1);

        target.wake();

        await(() -> shelf.settled().equals(List.of("1 Lost")));
        await(() -> counts.lost() == 1);
    }

    @Test
    void whoHangsHasOnlyItsOwnPlaces() {
        Promise<MediaOutcome> hanging = Promise.promise();
        MediaCollector target =
                new MediaCollector(
                        shelf,
                        wanted ->
                                wanted.user().integration().equals("slow")
                                        ? hanging.future()
                                        : fetch(wanted.mediaId()),
                        new AllShards(),
                        RULES,
                        counts);
        vertx.deployVerticle(target).await();
        for (int i = 1; i <= 5; i++) {
            shelf.add("slow", i);
        }
        for (int i = 11; i <= 15; i++) {
            shelf.add("fast", i);
        }

        target.wake();

        await(() -> fetched.size() == 5);
        assertThat(counts.underWay()).as("of the slow one").isEqualTo(2);
        hanging.complete(new Fetched(FILE));
        await(() -> shelf.settled().size() == 10);
    }

    @Test
    void whatIsUnderWayInAShardThatMovesIsTheNextOwnersAtOnce() throws Exception {
        Promise<MediaOutcome> hanging = Promise.promise();
        MediaCollector target = start(RULES, hanging.future());
        shelf.add("gh", 1);
        target.wake();
        await(() -> counts.underWay() == 1);
        Fence fence = AllShards.of(Shard.of(FakeShelf.client(1)));

        target.finish(new Fence(new Shard((fence.shard().number() + 1) % 64), fence.node(), 1))
                .await(5, TimeUnit.SECONDS);
        assertThat(shelf.settled()).isEmpty();
        target.finish(fence).await(5, TimeUnit.SECONDS);

        assertThat(shelf.settled()).containsExactly("1 Missed PT0S");
    }

    @Test
    void whileTheStoreIsSilentNothingBreaks() {
        MediaCollector target = start(RULES, Future.succeededFuture(new Fetched(FILE)));
        shelf.add("gh", 1);
        shelf.silent = true;
        target.wake();
        await(() -> shelf.asked.get() == 1);

        shelf.silent = false;
        target.wake();

        await(() -> shelf.settled().equals(List.of("1 Fetched")));
    }

    @Test
    void theUsualPlanSpansTwoHoursAndOutlastsAnyAttempt() {
        CollectRules usual = CollectRules.STANDARD;
        List<Duration> waits = new ArrayList<>(usual.plan().delays());

        assertThat(waits.stream().reduce(Duration.ZERO, Duration::plus))
                .isGreaterThan(Duration.ofMinutes(90));
        assertThat(usual.patience()).isGreaterThan(Duration.ofSeconds(20));
        assertThat(usual.placesPerIntegration()).isLessThan(usual.places() / 2);
    }

    private Future<MediaOutcome> fetch(String mediaId) {
        fetched.add(mediaId);
        return Future.succeededFuture(new Fetched(FILE));
    }

    private MediaCollector start(CollectRules rules, Future<? extends MediaOutcome> outcome) {
        MediaCollector collector =
                new MediaCollector(
                        shelf, _ -> outcome.map(each -> each), new AllShards(), rules, counts);
        vertx.deployVerticle(collector).await();
        return collector;
    }

    private static void await(BooleanSupplier isSo) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!isSo.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still not so").isLessThan(deadline);
            try {
                new CountDownLatch(1).await(2, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
