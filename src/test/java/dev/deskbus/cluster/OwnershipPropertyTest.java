package dev.deskbus.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.Fence;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever happens to three nodes, in whatever order. */
class OwnershipPropertyTest {
    private static final int NODES = 3;

    /**
     * One step of a history.
     *
     * @param millis how much time passes before it
     */
    record Happening(Kind kind, int node, int millis) {}

    enum Kind {
        RENEW,
        RENEW_AGAIN,
        PAUSE,
        RESUME,
        JOIN,
        LEAVE,
        DATABASE_DOWN,
        DATABASE_UP,
        SPLIT,
        HEAL,

        /** Dies, and the others see at once that it cannot be reached. */
        CRASH_SEEN,

        /** Begins to give back; what is under way there ends later. */
        LEAVING,
        SETTLE,

        /** Everything that it asks of the database takes its time. */
        SLOW,
        ADVANCE,
        QUICK
    }

    @Provide
    Arbitrary<List<Happening>> histories() {
        Arbitrary<Happening> happening =
                Combinators.combine(
                                Arbitraries.frequencyOf(
                                        Tuple.of(20, Arbitraries.of(Kind.RENEW, Kind.RENEW_AGAIN)),
                                        Tuple.of(6, Arbitraries.of(Kind.ADVANCE)),
                                        Tuple.of(4, Arbitraries.of(Kind.values()))),
                                Arbitraries.integers().between(0, NODES - 1),
                                Arbitraries.integers().between(0, 900))
                        .as(Happening::new);
        return happening.list().ofMinSize(20).ofMaxSize(150);
    }

    @Property(tries = 500)
    void noShardIsServedByTwoNodesAtOnce(@ForAll("histories") List<Happening> history) {
        World world = new World();
        for (Happening happening : history) {
            world.apply(happening);
            for (int n = 0; n < Shard.COUNT; n++) {
                Shard shard = new Shard(n);
                assertThat(world.leases.stream().filter(l -> l.fence(shard).isPresent()))
                        .as("owners of %s after %s", shard, happening)
                        .hasSizeLessThanOrEqualTo(1);
            }
        }
    }

    @Property(tries = 100)
    void whenAllIsWellAgainEveryShardIsServed(@ForAll("histories") List<Happening> history) {
        World world = new World();
        history.forEach(world::apply);
        world.apply(new Happening(Kind.DATABASE_UP, 0, 0));
        world.apply(new Happening(Kind.HEAL, 0, 0));
        for (int n = 0; n < NODES; n++) {
            world.apply(new Happening(Kind.QUICK, n, 0));
            world.apply(new Happening(Kind.SETTLE, n, 0));
            world.apply(new Happening(Kind.RESUME, n, 0));
        }
        world.endLeaving();
        world.apply(new Happening(Kind.JOIN, 0, 0));
        for (int tick = 0; tick < 120 * NODES; tick++) {
            world.apply(new Happening(Kind.RENEW, tick % NODES, 1000 / NODES));
        }
        assertThat(world.leases.stream().mapToInt(lease -> lease.fences().size()).sum())
                .isEqualTo(Shard.COUNT);
    }

    private static final class World {
        private final AtomicLong nanos = new AtomicLong();
        private final FakeNodeStore store = new FakeNodeStore(nanos::get);
        private final Set<NodeLease> paused = new HashSet<>();
        private final Set<NodeId> split = new HashSet<>();
        private final List<NodeLease> leases = new ArrayList<>();
        private final Set<NodeId> all = new HashSet<>();
        private final Map<NodeId, List<Promise<Void>>> underWay = new HashMap<>();
        private final Set<NodeLease> leaving = new HashSet<>();
        private boolean busy;

        World() {
            for (int n = 0; n < NODES; n++) {
                NodeId id = new NodeId("node-" + n);
                all.add(id);
                NodeLease lease =
                        new NodeLease(
                                id,
                                "host",
                                store,
                                () -> seenBy(id),
                                new ClusterClock(nanos::get),
                                NodeLease.HELD);
                lease.listen(new Busy(underWay.computeIfAbsent(id, _ -> new ArrayList<>())));
                leases.add(lease);
            }
            leases.forEach(NodeLease::join);
        }

        void endLeaving() {
            leaving.forEach(NodeLease::leave);
        }

        void apply(Happening happening) {
            nanos.addAndGet(Duration.ofMillis(happening.millis()).toNanos());
            NodeLease lease = leases.get(happening.node());
            NodeId node = lease.node();
            switch (happening.kind()) {
                case RENEW, RENEW_AGAIN -> {
                    if (!paused.contains(lease)) {
                        lease.renew();
                    }
                }
                case PAUSE -> paused.add(lease);
                case RESUME -> {
                    paused.remove(lease);
                    split.remove(node);
                }
                case CRASH_SEEN -> {
                    paused.add(lease);
                    split.add(node);
                }
                case JOIN -> lease.join();
                case LEAVE -> lease.leave();
                case LEAVING -> {
                    busy = true;
                    leaving.add(lease);
                    lease.giveBack();
                }
                case SETTLE -> settle(node);
                case DATABASE_DOWN -> store.setDown(true);
                case DATABASE_UP -> store.setDown(false);
                case SPLIT -> split.add(node);
                case HEAL -> split.clear();
                case SLOW -> store.slow(node);
                case ADVANCE -> store.advance(node, happening.millis());
                case QUICK -> store.quick(node);
            }
        }

        private void settle(NodeId node) {
            busy = false;
            List<Promise<Void>> ended = List.copyOf(underWay.get(node));
            underWay.get(node).clear();
            ended.forEach(Promise::tryComplete);
        }

        /** While the world is busy each shard has something under way when it is to go. */
        private final class Busy implements OwnershipListener {
            private final List<Promise<Void>> mine;

            Busy(List<Promise<Void>> mine) {
                this.mine = mine;
            }

            @Override
            public Future<?> onOwned(Set<Fence> owned) {
                return Future.succeededFuture();
            }

            @Override
            public Future<?> onGoing(Fence going) {
                if (!busy || going.shard().number() % 3 != 0) {
                    return Future.succeededFuture();
                }
                Promise<Void> promise = Promise.promise();
                mine.add(promise);
                return promise.future();
            }
        }

        /** Those that were split off see only one another. */
        private Set<NodeId> seenBy(NodeId id) {
            Set<NodeId> seen = new HashSet<>(all);
            seen.removeIf(other -> split.contains(other) != split.contains(id));
            return seen;
        }
    }
}
