package dev.deskbus.actor.callback;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.Fence;
import dev.deskbus.port.Lease;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Owns every shard while it is held. */
final class FakeLease implements Lease {
    private volatile boolean held = true;
    private volatile long epoch = 1;

    void late(boolean late) {
        held = !late;
    }

    /** Lost to another node and taken back. */
    void claimAnew() {
        epoch++;
    }

    @Override
    public NodeId node() {
        return new NodeId("n1");
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
        return held ? Optional.of(new Fence(shard, node(), epoch)) : Optional.empty();
    }

    @Override
    public List<Fence> fences() {
        return IntStream.range(0, Shard.COUNT)
                .mapToObj(Shard::new)
                .map(this::fence)
                .flatMap(Optional::stream)
                .toList();
    }
}
