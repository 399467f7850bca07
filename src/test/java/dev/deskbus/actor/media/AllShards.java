package dev.deskbus.actor.media;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.Fence;
import dev.deskbus.port.Lease;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Owns every shard. */
final class AllShards implements Lease {
    static Fence of(Shard shard) {
        return new Fence(shard, new NodeId("n1"), 1);
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
    public boolean isHeld() {
        return true;
    }

    @Override
    public boolean isIsolated() {
        return false;
    }

    @Override
    public Optional<Fence> fence(Shard shard) {
        return Optional.of(of(shard));
    }

    @Override
    public List<Fence> fences() {
        return IntStream.range(0, Shard.COUNT).mapToObj(number -> of(new Shard(number))).toList();
    }
}
