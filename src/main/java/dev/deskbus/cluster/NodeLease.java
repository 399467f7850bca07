package dev.deskbus.cluster;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.Fence;
import dev.deskbus.port.NodeStore;
import dev.deskbus.port.NodeStore.ClusterView;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's lease, renewed from outside twice a second, and its part in who owns what: takes what
 * is free or was a dead node's, gives back what should be another's (architecture, "Who owns
 * what"). Safe for use by many threads; one renewal runs at a time.
 *
 * <p>Why no shard is served by two nodes at once (decision 2; {@code OwnershipPropertyTest} holds
 * it):
 *
 * <ul>
 *   <li>A node serves for less than two seconds from the moment at which it sent its last renewal
 *       that was answered. By the database's clock its lease lasts three seconds from a later
 *       moment, and nobody takes its shards sooner than 800 ms before the end: 2.2 seconds.
 *   <li>So nothing is taken from a node between two renewals when the second is answered within two
 *       seconds of the sending of the first; what that answer says of its own shards is true,
 *       however old. An answer that comes later is not believed, because the view may be as of
 *       before a claim for which the renewal itself had to wait. The node asks once more: that
 *       question sees everything that was taken before the renewal, and nothing was since.
 *   <li>What a node gives back it stops serving before, and never serves again in that epoch.
 * </ul>
 */
public final class NodeLease implements Holding {
    /** How long a node holds nothing that it could not renew (reliability R8). */
    public static final Duration HELD = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(NodeLease.class);
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final long PATIENCE_MILLIS = 700;
    private static final long NOT_OFTENER_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final Duration GIVE_BACK_WITHIN = Duration.ofSeconds(2);

    /** A callback takes at most eight seconds. */
    private static final Duration QUIET_WITHIN = Duration.ofSeconds(9);

    private static final Duration LEAVE_WITHIN = Duration.ofSeconds(12);

    private final NodeId node;
    private final String host;
    private final NodeStore store;
    private final Neighbours neighbours;
    private final ClusterClock clock;
    private final Duration held;
    private final LongSupplier nanos;
    private final Serving serving;
    private final Balance balance;
    private final Moves moves;
    private final AtomicReference<@Nullable Promise<Void>> renewal = new AtomicReference<>();
    private volatile Stage stage = Stage.OUTSIDE;
    private volatile long renewedAt;
    private volatile long askedAt;
    private final AtomicLong breaks = new AtomicLong();

    /**
     * Holds nothing until it has joined.
     *
     * @param host what people see of this node
     * @param held {@link #HELD}, except to show what happens when a node believes in it for longer
     */
    public NodeLease(
            NodeId node,
            String host,
            NodeStore store,
            Neighbours neighbours,
            ClusterClock clock,
            Duration held) {
        this.node = node;
        this.host = host;
        this.store = store;
        this.neighbours = neighbours;
        this.clock = clock;
        this.held = held;
        this.nanos = clock::nanos;
        this.serving = new Serving(node);
        this.balance = new Balance(node, neighbours, LEASE, nanos.getAsLong());
        this.moves = new Moves(node, store, serving, nanos, () -> stage == Stage.INSIDE);
        neighbours.listen(this::refreshSoon);
    }

    /** Where this node stands. */
    private enum Stage {
        OUTSIDE,
        INSIDE,
        LEAVING,
        GONE
    }

    /** What the database said, and between which two moments. */
    private record Answer(ClusterView view, long sentAt, long receivedAt) {}

    @Override
    public void listen(OwnershipListener listener) {
        serving.listen(listener);
    }

    /**
     * Enters the cluster and takes what is free. To be done when this node's address on the bus is
     * registered.
     */
    public Future<Void> join() {
        if (stage == Stage.INSIDE || stage == Stage.LEAVING) {
            return Future.succeededFuture();
        }
        long sentAt = nanos.getAsLong();
        return store.join(node, host, LEASE)
                .compose(
                        _ -> {
                            renewedAt = sentAt;
                            balance.onBroken(sentAt, false);
                            stage = Stage.INSIDE;
                            LOG.atInfo().addKeyValue("node", node.value()).log("node joined");
                            return renew();
                        });
    }

    /**
     * Says that this node leaves, and gives its shards back group by group; the lease is renewed
     * meanwhile, and the other shards are served. Never fails.
     */
    public Future<Void> giveBack() {
        if (stage != Stage.INSIDE) {
            return Future.succeededFuture();
        }
        stage = Stage.LEAVING;
        return settled()
                .compose(_ -> renew())
                .otherwiseEmpty()
                .compose(_ -> moves.giveBack(Plan.inOrder(serving.now()), QUIET_WITHIN))
                .timeout(LEAVE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                .otherwiseEmpty();
    }

    /** Gives back what is left and leaves the cluster. */
    public Future<Void> leave() {
        return giveBack()
                .compose(_ -> stage == Stage.LEAVING ? goAway() : Future.succeededFuture());
    }

    private Future<Void> goAway() {
        stage = Stage.GONE;
        return settled()
                .compose(_ -> store.leave(node))
                .timeout(HELD.toMillis(), TimeUnit.MILLISECONDS)
                .onComplete(
                        _ -> {
                            serving.onLeft();
                            LOG.atInfo().addKeyValue("node", node.value()).log("node left");
                        });
    }

    /** A renewal or a move that began before the stage changed is over. */
    private Future<Void> settled() {
        Promise<Void> running = renewal.get();
        Future<Void> renewed = running == null ? Future.succeededFuture() : running.future();
        return renewed.otherwiseEmpty().compose(_ -> moves.quiet());
    }

    @Override
    public NodeId node() {
        return node;
    }

    @Override
    public boolean isHeld() {
        return (stage == Stage.INSIDE || stage == Stage.LEAVING)
                && nanos.getAsLong() - renewedAt < held.toNanos();
    }

    @Override
    public boolean isIsolated() {
        return balance.isIsolated();
    }

    /** Whether this node should be given traffic, as far as the lease is concerned. */
    public boolean isReady() {
        return stage == Stage.INSIDE && isHeld() && !isIsolated() && !balance.isCutOff();
    }

    /** How often this node lost touch; what was shown before must be shown again. */
    long breaks() {
        return breaks.get();
    }

    @Override
    public Optional<Fence> fence(Shard shard) {
        return isHeld() ? Optional.ofNullable(serving.now().mine().get(shard)) : Optional.empty();
    }

    @Override
    public List<Fence> fences() {
        return isHeld() ? Plan.inOrder(serving.now()) : List.of();
    }

    @Override
    public Optional<NodeId> owner(Shard shard) {
        return serving.now().owner(shard);
    }

    @Override
    public List<NodeId> peers() {
        return serving.now().alive().keySet().stream()
                .filter(other -> !other.equals(node))
                .toList();
    }

    @Override
    public boolean isReached(NodeId peer) {
        return neighbours.seen().contains(peer);
    }

    @Override
    public void onClaimed(List<Fence> claimed) {
        serving.onClaimed(claimed, nanos.getAsLong());
    }

    @Override
    public void onPing(NodeId by) {
        neighbours.onPing(by);
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
            case OUTSIDE -> Future.succeededFuture();
            case INSIDE, LEAVING -> one(this::renewNow);
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
        long before = renewedAt;
        return ask().compose(answer -> believe(answer, before));
    }

    /** Asks once more when there is no answer for a while; the first answer of either counts. */
    private Future<Answer> ask() {
        Future<Answer> first = attempt();
        Future<Answer> second =
                first.timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).recover(_ -> attempt());
        return Future.any(first, second)
                .map(_ -> first.succeeded() ? first.result() : second.result());
    }

    /** The stage may have changed since the round began. */
    private Future<Answer> attempt() {
        if (stage != Stage.INSIDE && stage != Stage.LEAVING) {
            return Future.failedFuture("this node has left");
        }
        long sentAt = nanos.getAsLong();
        return Future.succeededFuture()
                .compose(_ -> store.renew(node, LEASE, stage == Stage.LEAVING))
                .recover(this::enterAgain)
                .timeout(HELD.toMillis(), TimeUnit.MILLISECONDS)
                .map(view -> new Answer(view, sentAt, nanos.getAsLong()));
    }

    private Future<Void> believe(Answer answer, long before) {
        clock.onAnswer(answer.view().now(), answer.sentAt(), answer.receivedAt());
        if (answer.receivedAt() - before < held.toNanos()) {
            catchUp(answer);
            return Future.succeededFuture();
        }
        LOG.atWarn().addKeyValue("node", node.value()).log("lease was late");
        breaks.incrementAndGet();
        balance.onBroken(answer.sentAt(), answer.view().renewed());
        return ask().compose(again -> believeNow(again, answer.sentAt()));
    }

    private Future<Void> believeNow(Answer answer, long before) {
        if (answer.receivedAt() - before >= held.toNanos()) {
            return Future.failedFuture("the database is too slow");
        }
        catchUp(answer);
        return Future.succeededFuture();
    }

    private void catchUp(Answer answer) {
        Ownership seen = serving.onView(answer.view(), answer.sentAt());
        renewedAt = answer.sentAt();
        boolean wasIsolated = balance.isIsolated();
        Plan plan = balance.next(seen, answer.receivedAt());
        if (balance.isIsolated() && !wasIsolated) {
            breaks.incrementAndGet();
        }
        if (stage == Stage.INSIDE) {
            moves.begin(plan, GIVE_BACK_WITHIN);
        }
    }

    private Future<Void> look() {
        return store.look(node)
                .timeout(HELD.toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(serving::onLook)
                .mapEmpty();
    }

    /** After a day without a lease its row may have been tidied away. */
    private Future<ClusterView> enterAgain(Throwable cause) {
        return cause instanceof IllegalStateException
                ? store.join(node, host, LEASE)
                        .compose(_ -> store.renew(node, LEASE, stage == Stage.LEAVING))
                : Future.failedFuture(cause);
    }
}
