package dev.deskbus.actor.media;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.Fence;
import dev.deskbus.port.HeldLease;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Owns every shard. */
final class AllShards extends HeldLease {
    static Fence of(Shard shard) {
        return new Fence(shard, new NodeId("n1"), 1);
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
