package dev.deskbus.cluster;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.Fence;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A lease that does as it is told. */
final class FakeHolding implements Holding {
    static final NodeId HERE = new NodeId("here");

    final Map<Shard, Fence> owned = new ConcurrentHashMap<>();
    final AtomicInteger refreshes = new AtomicInteger();
    final Queue<Fence> heardClaims = new ConcurrentLinkedQueue<>();
    final Queue<NodeId> heardPings = new ConcurrentLinkedQueue<>();
    volatile boolean held = true;
    volatile List<NodeId> peers = List.of();
    private final List<OwnershipListener> listeners = new ArrayList<>();

    /** From now on the shard is served under that epoch; others stay. */
    Future<?> own(Shard shard, long epoch) {
        owned.put(shard, new Fence(shard, HERE, epoch));
        return tell();
    }

    Future<?> lose(Shard shard) {
        owned.remove(shard);
        return tell();
    }

    void release() {
        listeners.forEach(OwnershipListener::onReleased);
    }

    void claim(List<Fence> claimed) {
        listeners.forEach(each -> each.onClaimed(claimed));
    }

    private Future<?> tell() {
        Set<Fence> fences = Set.copyOf(owned.values());
        return Future.join(listeners.stream().map(each -> each.onOwned(fences)).toList());
    }

    @Override
    public void onClaimed(List<Fence> claimed) {
        heardClaims.addAll(claimed);
    }

    @Override
    public void onPing(NodeId by) {
        heardPings.add(by);
    }

    @Override
    public boolean isReached(NodeId peer) {
        return true;
    }

    @Override
    public void listen(OwnershipListener listener) {
        listeners.add(listener);
    }

    @Override
    public NodeId node() {
        return HERE;
    }

    @Override
    public Future<Void> renew() {
        return Future.succeededFuture();
    }

    @Override
    public boolean isIsolated() {
        return false;
    }

    @Override
    public boolean isHeld() {
        return held;
    }

    @Override
    public Optional<Fence> fence(Shard shard) {
        return held ? Optional.ofNullable(owned.get(shard)) : Optional.empty();
    }

    @Override
    public List<Fence> fences() {
        return held ? List.copyOf(owned.values()) : List.of();
    }

    @Override
    public Optional<NodeId> owner(Shard shard) {
        return fence(shard).map(Fence::node);
    }

    @Override
    public List<NodeId> peers() {
        return peers;
    }

    @Override
    public void refreshSoon() {
        refreshes.incrementAndGet();
    }
}
