package dev.deskbus.cluster;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.Fence;
import dev.deskbus.port.NodeStore;
import dev.deskbus.port.NodeStore.Early;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes shards and gives them back: one thing at a time, and beside the renewals, so that a slow
 * claim never costs the lease. A plan that comes meanwhile waits; only the last one does.
 */
final class Moves {
    private static final Logger LOG = LoggerFactory.getLogger(Moves.class);

    /** So that the first are served elsewhere while the last are still served here. */
    private static final int GROUP = 4;

    /** How long those who are served may hold up a shard that is given back. */
    private static final long STOP_MILLIS = 300;

    private static final long STATEMENT_MILLIS = 2000;

    private final NodeId node;
    private final NodeStore store;
    private final Serving serving;
    private final LongSupplier nanos;
    private final BooleanSupplier mayClaim;
    private @Nullable Plan next;
    private @Nullable Promise<Void> running;

    /**
     * Moves nothing yet.
     *
     * @param mayClaim asked immediately before each claim
     */
    Moves(
            NodeId node,
            NodeStore store,
            Serving serving,
            LongSupplier nanos,
            BooleanSupplier mayClaim) {
        this.node = node;
        this.store = store;
        this.serving = serving;
        this.nanos = nanos;
        this.mayClaim = mayClaim;
    }

    /**
     * Does it, now or when what is under way is done. Never fails.
     *
     * @param patience how long in all the shards may be held up by what is under way there
     */
    void begin(Plan plan, Duration patience) {
        Plan whole = plan.alsoReleasing(serving.unreleased());
        if (!whole.isEmpty() && mayBegin(plan)) {
            carryOut(whole, patience)
                    .onComplete(
                            _ -> {
                                Plan waiting = onEnded();
                                if (waiting != null) {
                                    begin(waiting, patience);
                                }
                            });
        }
    }

    /** Forgets what waits; completes when nothing is under way any more. */
    synchronized Future<Void> quiet() {
        next = null;
        return running == null ? Future.succeededFuture() : running.future();
    }

    /** Gives them back in groups; those where nothing is under way go first. Never fails. */
    Future<Void> giveBack(List<Fence> fences, Duration patience) {
        return giveBack(
                fences.stream()
                        .map(each -> new Going(each, serving.onGoing(each).otherwiseEmpty()))
                        .toList(),
                nanos.getAsLong() + patience.toNanos());
    }

    /** A shard that is given back as soon as nothing is under way there. */
    private record Going(Fence fence, Future<?> quiet) {}

    private synchronized boolean mayBegin(Plan plan) {
        if (running != null) {
            next = plan;
            return false;
        }
        running = Promise.promise();
        return true;
    }

    private @Nullable Plan onEnded() {
        Promise<Void> ended;
        Plan waiting;
        synchronized (this) {
            ended = running;
            running = null;
            waiting = next;
            next = null;
        }
        if (ended != null) {
            ended.complete();
        }
        return waiting;
    }

    private Future<Void> carryOut(Plan plan, Duration patience) {
        return claim(plan.claims(), plan.early())
                .compose(_ -> giveBack(plan.releases(), patience))
                .recover(e -> unchanged("shards could not be moved", e));
    }

    private Future<Void> claim(List<Shard> shards, Early early) {
        if (shards.isEmpty() || !mayClaim.getAsBoolean()) {
            return Future.succeededFuture();
        }
        return Future.succeededFuture()
                .compose(_ -> store.claim(node, shards, early))
                .timeout(STATEMENT_MILLIS, TimeUnit.MILLISECONDS)
                .onSuccess(this::onClaimed)
                .<Void>mapEmpty()
                .recover(e -> unchanged("shards could not be taken", e));
    }

    private void onClaimed(List<Fence> claimed) {
        if (!claimed.isEmpty()) {
            LOG.atInfo().addKeyValue("shards", numbers(claimed)).log("shards taken");
            serving.onClaimed(claimed, nanos.getAsLong());
        }
    }

    private Future<Void> giveBack(List<Going> left, long deadline) {
        if (left.isEmpty()) {
            return Future.succeededFuture();
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(deadline - nanos.getAsLong());
        List<Going> group =
                left.stream()
                        .filter(going -> millis <= 0 || going.quiet().isComplete())
                        .limit(GROUP)
                        .toList();
        if (group.isEmpty()) {
            return Future.any(left.stream().map(Going::quiet).toList())
                    .timeout(millis, TimeUnit.MILLISECONDS)
                    .transform(_ -> giveBack(left, deadline));
        }
        List<Going> others = new ArrayList<>(left);
        others.removeAll(group);
        return give(group.stream().map(Going::fence).toList())
                .compose(_ -> giveBack(others, deadline));
    }

    private Future<Void> give(List<Fence> group) {
        LOG.atInfo().addKeyValue("shards", numbers(group)).log("shards given back");
        return serving.stop(group)
                .timeout(STOP_MILLIS, TimeUnit.MILLISECONDS)
                .otherwiseEmpty()
                .compose(_ -> store.release(group))
                .timeout(STATEMENT_MILLIS, TimeUnit.MILLISECONDS)
                .onSuccess(_ -> serving.onReleased(group))
                .recover(e -> unchanged("shards could not be given back", e));
    }

    private static Future<Void> unchanged(String what, Throwable cause) {
        LOG.atWarn().setCause(cause).log(what);
        return Future.succeededFuture();
    }

    private static List<Integer> numbers(List<Fence> fences) {
        return fences.stream().map(fence -> fence.shard().number()).sorted().toList();
    }
}
