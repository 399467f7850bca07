package dev.deskbus.actor.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.Fence;
import dev.deskbus.port.HeldLease;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Owns whatever is asked for, while it is the owner; counts how often it is asked. */
final class OneShard extends HeldLease {
    final AtomicInteger looks = new AtomicInteger();
    volatile boolean owner = true;

    /** Waits for five seconds at most. */
    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("did not come true").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public Optional<Fence> fence(Shard shard) {
        looks.incrementAndGet();
        return owner ? Optional.of(new Fence(shard, node(), 1)) : Optional.empty();
    }

    @Override
    public List<Fence> fences() {
        throw new UnsupportedOperationException();
    }
}
