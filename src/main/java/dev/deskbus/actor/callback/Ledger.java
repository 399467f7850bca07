package dev.deskbus.actor.callback;

import dev.deskbus.domain.callback.CallbackOutcome;
import dev.deskbus.domain.callback.CallbackOutcome.Absent;
import dev.deskbus.domain.callback.CallbackOutcome.Final;
import dev.deskbus.domain.callback.CallbackOutcome.Retryable;
import dev.deskbus.domain.callback.RetryPlan;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.port.CallbackStore;
import dev.deskbus.port.CallbackStore.Due;
import dev.deskbus.port.CallbackStore.Ended;
import dev.deskbus.port.CallbackStore.Taking;
import dev.deskbus.port.CallbackStore.Turn;
import dev.deskbus.port.CallbackStore.Turned;
import dev.deskbus.port.Fence;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
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
    private final Turns turns;

    Ledger(Home home, CallbackStore store, DispatchRules rules, DeliveryCounts counts) {
        this.home = home;
        this.store = store;
        this.plan = rules.plan();
        this.patience = rules.patience();
        this.counts = counts;
        this.turns = new Turns(home, store, lost, patience);
    }

    /** What a lane does after an attempt. */
    sealed interface Next {
        /** Goes on with its next head, that is taken already. */
        record GoOn(Taken head) implements Next {}

        /** Waits. */
        record Again(Duration delay) implements Next {}

        /** Has nothing more to do, or leaves it to the sweep, or to another node. */
        record Stop() implements Next {}
    }

    /**
     * The head of that lane; empty when it is not due, or the outbox does not answer.
     *
     * @param mayTake asked when the statement goes out
     */
    Future<Optional<Taken>> take(ClientId lane, Fence fence, BooleanSupplier mayTake) {
        return turns.ask(() -> new Turn(fence, lane, Optional.empty(), mayTake.getAsBoolean()))
                .map(turned -> turned.head().map(due -> Taken.of(fence, due)))
                .otherwise(Optional.empty());
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
                            onSweepFailed(cause);
                            lost.onLost(taking, System.nanoTime());
                            return List.of();
                        });
    }

    /**
     * Notes how it ended and, when it leaves the line, takes what comes behind it.
     *
     * @param mayTake asked when the statement goes out, if it would take anything
     */
    Future<Next> settle(Taken taken, CallbackOutcome outcome, BooleanSupplier mayTake) {
        Ended ended = new Ended(taken.due().number(), outcome, retryAfter(taken, outcome));
        return turns.ask(() -> turn(taken, ended, ended.leaves() && mayTake.getAsBoolean()))
                .map(
                        turned ->
                                switch (turned.written()) {
                                    case STORED -> onStored(taken, ended, turned);
                                    case CONFLICT -> onConflict(taken, turned);
                                    case FENCED -> onFenced(taken);
                                })
                .otherwise(new Next.Stop());
    }

    /** Puts a head back that was not sent; does not fail. */
    Future<Void> giveBack(Taken taken, String why, Duration wait) {
        Ended ended =
                new Ended(
                        taken.due().number(), new Retryable("not sent: " + why), Optional.of(wait));
        return turns.ask(() -> turn(taken, ended, false)).<Void>mapEmpty().otherwiseEmpty();
    }

    private static Turn turn(Taken taken, Ended ended, boolean takes) {
        return new Turn(taken.fence(), taken.lane(), Optional.of(ended), takes);
    }

    private Optional<Duration> retryAfter(Taken taken, CallbackOutcome outcome) {
        return outcome instanceof Retryable
                ? plan.after(taken.due().attempt()).map(Ledger::spread)
                : Optional.empty();
    }

    private Next onStored(Taken taken, Ended ended, Turned turned) {
        switch (ended.outcome()) {
            case CallbackOutcome.Taken _ -> counts.onDelivered();
            case Absent _ -> counts.onAbsent();
            case Final(var why) -> onDead(taken, why);
            case Retryable(var why) when ended.leaves() -> onDead(taken, why);
            case Retryable _ -> counts.onRetried();
        }
        return ended.retryAfter().<Next>map(Next.Again::new).orElseGet(() -> next(taken, turned));
    }

    private static Next next(Taken taken, Turned turned) {
        return turned.head()
                .<Next>map(due -> new Next.GoOn(Taken.of(taken.fence(), due)))
                .orElseGet(Next.Stop::new);
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

    private static Next onConflict(Taken taken, Turned turned) {
        LOG.atWarn()
                .addKeyValue("lane", taken.lane().value())
                .addKeyValue("n", taken.due().number())
                .log("callback was settled already");
        return next(taken, turned);
    }

    private static Next onFenced(Taken taken) {
        LOG.atInfo()
                .addKeyValue("lane", taken.lane().value())
                .addKeyValue("shard", taken.fence().shard().number())
                .log("callback lane belongs to another node now");
        return new Next.Stop();
    }

    private static void onSweepFailed(Throwable cause) {
        LOG.atWarn()
                .addKeyValue("step", "sweep")
                .addKeyValue("cause", cause.toString())
                .log("outbox does not answer");
    }

    private static Duration spread(Duration wait) {
        double extra = wait.toMillis() * ThreadLocalRandom.current().nextDouble(SPREAD);
        return wait.plusMillis((long) extra);
    }
}
