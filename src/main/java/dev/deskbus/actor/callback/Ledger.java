package dev.deskbus.actor.callback;

import dev.deskbus.domain.callback.CallbackOutcome;
import dev.deskbus.domain.callback.CallbackOutcome.Absent;
import dev.deskbus.domain.callback.CallbackOutcome.Final;
import dev.deskbus.domain.callback.CallbackOutcome.Retryable;
import dev.deskbus.domain.callback.RetryPlan;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.port.CallbackStore;
import dev.deskbus.port.CallbackStore.Due;
import dev.deskbus.port.CallbackStore.Taking;
import dev.deskbus.port.Fence;
import dev.deskbus.port.Written;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes heads out of the outbox, notes how their attempts ended, and says what comes next. */
final class Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    /** Attempts are spread by up to this share, upwards, so that lanes do not come in step. */
    private static final double SPREAD = 0.2;

    private final Home home;
    private final CallbackStore store;
    private final RetryPlan plan;
    private final Duration patience;
    private final DeliveryCounts counts;
    private final LostTakes lost = new LostTakes();

    Ledger(Home home, CallbackStore store, DispatchRules rules, DeliveryCounts counts) {
        this.home = home;
        this.store = store;
        this.plan = rules.plan();
        this.patience = rules.patience();
        this.counts = counts;
    }

    /** What a lane does after an attempt. */
    sealed interface Next {
        /** Takes its next head at once. */
        record GoOn() implements Next {}

        /** Waits. */
        record Again(Duration delay) implements Next {}

        /** Leaves it to the sweep, or to another node. */
        record Stop() implements Next {}
    }

    /** The head of that lane; empty when it is not due, or the outbox does not answer. */
    Future<Optional<Taken>> take(ClientId lane, Fence fence) {
        Taking taking = lost.next(patience, System.nanoTime());
        return home.bring(() -> store.takeHead(fence, lane, taking))
                .map(head -> head.map(due -> Taken.of(fence, due)))
                .otherwise(
                        cause -> {
                            onStoreFailed("take", cause);
                            lost.onLost(taking, System.nanoTime());
                            return Optional.empty();
                        });
    }

    /** Heads of other lanes that are due; none when the outbox does not answer. */
    Future<List<Taken>> take(List<Fence> fences, Set<ClientId> busy, int limit) {
        Taking taking = lost.next(patience, System.nanoTime());
        return home.bring(() -> store.takeDue(fences, busy, taking, limit))
                .map(
                        heads ->
                                heads.stream()
                                        .flatMap(due -> Taken.of(fences, due).stream())
                                        .toList())
                .otherwise(
                        cause -> {
                            onStoreFailed("sweep", cause);
                            lost.onLost(taking, System.nanoTime());
                            return List.of();
                        });
    }

    /** Notes how it ended. */
    Future<Next> settle(Taken taken, CallbackOutcome outcome) {
        Optional<Duration> retryAfter =
                outcome instanceof Retryable
                        ? plan.after(taken.due().attempt()).map(Ledger::spread)
                        : Optional.empty();
        return write(taken, outcome, retryAfter)
                .map(
                        written ->
                                switch (written) {
                                    case STORED -> onStored(taken, outcome, retryAfter);
                                    case CONFLICT -> onConflict(taken);
                                    case FENCED -> onFenced(taken);
                                })
                .otherwise(
                        cause -> {
                            onStoreFailed("settle", cause);
                            return new Next.Stop();
                        });
    }

    /** Puts a head back that was not sent. */
    Future<Void> giveBack(Taken taken, String why, Duration wait) {
        return write(taken, new Retryable("not sent: " + why), Optional.of(wait))
                .onFailure(cause -> onStoreFailed("give back", cause))
                .otherwise(Written.CONFLICT)
                .mapEmpty();
    }

    private Future<Written> write(
            Taken taken, CallbackOutcome outcome, Optional<Duration> retryAfter) {
        return home.bring(
                () -> store.settle(taken.fence(), taken.due().number(), outcome, retryAfter));
    }

    private Next onStored(Taken taken, CallbackOutcome outcome, Optional<Duration> retryAfter) {
        switch (outcome) {
            case CallbackOutcome.Taken _ -> counts.onDelivered();
            case Absent _ -> counts.onAbsent();
            case Final(var why) -> onDead(taken, why);
            case Retryable(var why) when retryAfter.isEmpty() -> onDead(taken, why);
            case Retryable _ -> counts.onRetried();
        }
        return retryAfter.<Next>map(Next.Again::new).orElseGet(Next.GoOn::new);
    }

    private void onDead(Taken taken, String why) {
        counts.onDead();
        Due due = taken.due();
        LOG.atWarn()
                .addKeyValue("lane", taken.lane().value())
                .addKeyValue("n", due.number())
                .addKeyValue("kind", due.entry().callback().getClass().getSimpleName())
                .addKeyValue("attempt", due.attempt())
                .addKeyValue("reason", why)
                .log("callback is a dead letter");
    }

    private static Next onConflict(Taken taken) {
        LOG.atWarn()
                .addKeyValue("lane", taken.lane().value())
                .addKeyValue("n", taken.due().number())
                .log("callback was settled already");
        return new Next.GoOn();
    }

    private static Next onFenced(Taken taken) {
        LOG.atInfo()
                .addKeyValue("lane", taken.lane().value())
                .addKeyValue("shard", taken.fence().shard().number())
                .log("callback lane belongs to another node now");
        return new Next.Stop();
    }

    private static void onStoreFailed(String step, Throwable cause) {
        LOG.atWarn()
                .addKeyValue("step", step)
                .addKeyValue("cause", cause.toString())
                .log("outbox does not answer");
    }

    private static Duration spread(Duration wait) {
        double extra = wait.toMillis() * ThreadLocalRandom.current().nextDouble(SPREAD);
        return wait.plusMillis((long) extra);
    }
}
