package dev.deskbus.actor.callback;

import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.Fence;
import dev.deskbus.port.HeldLease;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Owns every shard while it is held. */
final class FakeLease extends HeldLease {
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
