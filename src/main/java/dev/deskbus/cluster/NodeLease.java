package dev.deskbus.cluster;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.Fence;
import dev.deskbus.port.NodeStore;
import dev.deskbus.port.NodeStore.ClusterView;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's lease, renewed from outside every second, and its part in who owns what: takes what
 * is free or was a dead node's, gives back what should be another's (architecture, "Who owns
 * what"). Safe for use by many threads; one renewal runs at a time.
 */
public final class NodeLease implements Holding {
    private static final Logger LOG = LoggerFactory.getLogger(NodeLease.class);
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration HELD = Duration.ofSeconds(2);
    private static final long NOT_OFTENER_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** How long those who are served may hold up a shard that is given back. */
    private static final long DRAIN_MILLIS = 500;

    private static final long LAST_DRAIN_MILLIS = 3000;

    private final NodeId node;
    private final String host;
    private final NodeStore store;
    private final ClusterClock clock;
    private final LongSupplier nanos;
    private final Balance balance;
    private final List<OwnershipListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable Promise<Void>> renewal = new AtomicReference<>();
    private volatile Ownership ownership = Ownership.NOTHING;
    private volatile Stage stage = Stage.OUTSIDE;
    private volatile long renewedAt;
    private volatile long askedAt;

    /**
     * Holds nothing until it has joined.
     *
     * @param host what people see of this node
     */
    public NodeLease(
            NodeId node, String host, NodeStore store, Neighbours neighbours, ClusterClock clock) {
        this(node, host, store, neighbours, clock, System::nanoTime);
    }

    NodeLease(
            NodeId node,
            String host,
            NodeStore store,
            Neighbours neighbours,
            ClusterClock clock,
            LongSupplier nanos) {
        this.node = node;
        this.host = host;
        this.store = store;
        this.clock = clock;
        this.nanos = nanos;
        this.balance = new Balance(node, neighbours, LEASE, nanos.getAsLong());
    }

    /** Where this node stands. */
    private enum Stage {
        OUTSIDE,
        INSIDE,
        LEAVING,
        GONE
    }

    @Override
    public void listen(OwnershipListener listener) {
        listeners.add(listener);
    }

    /**
     * Enters the cluster and takes what is free. To be done when this node's address on the bus is
     * registered.
     */
    public Future<Void> join() {
        long sentAt = nanos.getAsLong();
        return store.join(node, host, LEASE)
                .compose(
                        _ -> {
                            renewedAt = sentAt;
                            balance.onBroken(sentAt);
                            stage = Stage.INSIDE;
                            LOG.atInfo().addKeyValue("node", node.value()).log("node joined");
                            return renew();
                        });
    }

    /** Stops what is served here, gives everything back and leaves the cluster. */
    public Future<Void> leave() {
        if (stage != Stage.INSIDE) {
            return Future.succeededFuture();
        }
        stage = Stage.LEAVING;
        Promise<Void> running = renewal.get();
        Future<Void> quiet = running == null ? Future.succeededFuture() : running.future();
        return quiet.otherwiseEmpty()
                .compose(_ -> serve(ownership.without(ownership.mine().keySet())))
                .timeout(LAST_DRAIN_MILLIS, TimeUnit.MILLISECONDS)
                .otherwiseEmpty()
                .compose(_ -> store.leave(node))
                .onComplete(_ -> becomeStranger())
                .onSuccess(_ -> onReleased());
    }

    @Override
    public NodeId node() {
        return node;
    }

    @Override
    public boolean isHeld() {
        return (stage == Stage.INSIDE || stage == Stage.LEAVING)
                && nanos.getAsLong() - renewedAt < HELD.toNanos();
    }

    @Override
    public boolean isIsolated() {
        return balance.isIsolated();
    }

    /** Whether this node should be given traffic. */
    public boolean isReady() {
        return stage == Stage.INSIDE && isHeld() && !isIsolated();
    }

    @Override
    public Optional<Fence> fence(Shard shard) {
        return isHeld() ? Optional.ofNullable(ownership.mine().get(shard)) : Optional.empty();
    }

    @Override
    public List<Fence> fences() {
        return isHeld()
                ? ownership.mine().values().stream()
                        .sorted(Comparator.comparingInt(fence -> fence.shard().number()))
                        .toList()
                : List.of();
    }

    @Override
    public Optional<NodeId> owner(Shard shard) {
        return Optional.ofNullable(ownership.owners().get(shard));
    }

    @Override
    public List<NodeId> peers() {
        return ownership.alive().stream().filter(other -> !other.equals(node)).toList();
    }

    @Override
    public void refreshSoon() {
        if (nanos.getAsLong() - askedAt > NOT_OFTENER_NANOS) {
            renew().onFailure(e -> LOG.atDebug().setCause(e).log("could not look again"));
        }
    }

    /**
     * Does nothing before the node has joined; after it left, only looks who serves what now. A
     * second call while one is under way is the same one.
     */
    @Override
    public Future<Void> renew() {
        return switch (stage) {
            case OUTSIDE, LEAVING -> Future.succeededFuture();
            case INSIDE -> one(this::renewNow);
            case GONE -> one(this::look);
        };
    }

    private Future<Void> one(Supplier<Future<Void>> round) {
        Promise<Void> mine = Promise.promise();
        Promise<Void> running = renewal.compareAndExchange(null, mine);
        if (running != null) {
            return running.future();
        }
        askedAt = nanos.getAsLong();
        Future.succeededFuture()
                .compose(_ -> round.get())
                .onComplete(
                        result -> {
                            renewal.set(null);
                            mine.complete(result.result(), result.cause());
                        });
        return mine.future();
    }

    private Future<Void> renewNow() {
        long sentAt = nanos.getAsLong();
        return Future.succeededFuture()
                .compose(_ -> store.renew(node, LEASE))
                .recover(this::enterAgain)
                .timeout(HELD.toMillis(), TimeUnit.MILLISECONDS)
                .compose(view -> catchUp(view, sentAt));
    }

    private Future<Void> look() {
        return store.look(node)
                .timeout(HELD.toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(view -> ownership = Ownership.ofOthers(view, node))
                .mapEmpty();
    }

    /** After a day without a lease its row may have been tidied away. */
    private Future<ClusterView> enterAgain(Throwable cause) {
        return cause instanceof IllegalStateException
                ? store.join(node, host, LEASE).compose(_ -> store.renew(node, LEASE))
                : Future.failedFuture(cause);
    }

    private Future<Void> catchUp(ClusterView view, long sentAt) {
        long now = nanos.getAsLong();
        clock.onAnswer(view.now(), sentAt, now);
        if (!view.renewed() || sentAt - renewedAt > HELD.toNanos()) {
            LOG.atWarn().addKeyValue("node", node.value()).log("lease was late");
            balance.onBroken(sentAt);
        }
        renewedAt = sentAt;
        Ownership seen = Ownership.of(view, node);
        Plan plan = balance.next(seen, now);
        Future<Void> served = serve(seen.without(plan.releases()));
        return claim(plan.claims()).compose(_ -> release(plan.releases(), served));
    }

    private Future<Void> claim(List<Shard> shards) {
        if (shards.isEmpty()) {
            return Future.succeededFuture();
        }
        return store.claim(node, shards)
                .timeout(HELD.toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(claimed -> onClaimed(claimed))
                .<Void>mapEmpty()
                .recover(e -> unchanged("shards could not be taken", e));
    }

    private void onClaimed(List<Fence> claimed) {
        if (!claimed.isEmpty()) {
            LOG.atInfo().addKeyValue("shards", numbers(claimed)).log("shards taken");
            Future<Void> unused = serve(ownership.with(claimed));
            unused.onFailure(e -> LOG.atWarn().setCause(e).log("listener failed"));
        }
    }

    private Future<Void> release(List<Shard> shards, Future<Void> stopped) {
        if (shards.isEmpty()) {
            return Future.succeededFuture();
        }
        LOG.atInfo().addKeyValue("count", shards.size()).log("shards given back");
        return stopped.timeout(DRAIN_MILLIS, TimeUnit.MILLISECONDS)
                .otherwiseEmpty()
                .compose(_ -> store.release(node, shards))
                .timeout(HELD.toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(_ -> onReleased())
                .recover(e -> unchanged("shards could not be given back", e));
    }

    private static Future<Void> unchanged(String what, Throwable cause) {
        LOG.atWarn().setCause(cause).log(what);
        return Future.succeededFuture();
    }

    private Future<Void> serve(Ownership next) {
        Ownership before = ownership;
        ownership = next;
        Set<Fence> fences = next.fences();
        if (before.fences().equals(fences)) {
            return Future.succeededFuture();
        }
        return Future.join(listeners.stream().map(each -> each.onOwned(fences)).toList())
                .mapEmpty();
    }

    /** Whoever still asks from here is sent to those who will take the shards. */
    private void becomeStranger() {
        ownership = ownership.afterLeaving(node);
        stage = Stage.GONE;
        LOG.atInfo().addKeyValue("node", node.value()).log("node left");
    }

    private void onReleased() {
        listeners.forEach(OwnershipListener::onReleased);
    }

    private static List<Integer> numbers(List<Fence> fences) {
        return fences.stream().map(fence -> fence.shard().number()).sorted().toList();
    }
}
