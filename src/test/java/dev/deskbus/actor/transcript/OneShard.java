package dev.deskbus.actor.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.Fence;
import dev.deskbus.port.Lease;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Owns whatever is asked for, while it is the owner; counts how often it is asked. */
final class OneShard implements Lease {
    private static final NodeId NODE = new NodeId("n1");

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
    public NodeId node() {
        return NODE;
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
        looks.incrementAndGet();
        return owner ? Optional.of(new Fence(shard, NODE, 1)) : Optional.empty();
    }

    @Override
    public List<Fence> fences() {
        throw new UnsupportedOperationException();
    }
}
