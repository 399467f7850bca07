package dev.deskbus.cluster;

import dev.deskbus.FreePorts;
import dev.deskbus.bus.Bus;
import dev.deskbus.bus.ClusteredBus;
import dev.deskbus.domain.id.NodeId;
import dev.deskbus.port.ActorFactory;
import dev.deskbus.port.NodeStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** One whole node of a test cluster on 127.0.0.1. */
record TestNode(
        ClusteredVertx clustered,
        Reach reach,
        NodeLease lease,
        Bus bus,
        String host,
        long heartbeat) {
    private static final int WAIT_SECONDS = 60;

    /** Ports for a cluster of that many nodes: two each. */
    static List<Integer> freePorts(int nodes) {
        return FreePorts.next(nodes * 2);
    }

    /** Starts the n-th node of a cluster with these ports; it has not joined yet. */
    static TestNode start(int n, List<Integer> ports, NodeStore store, ActorFactory factory) {
        List<String> members =
                ports.subList(0, ports.size() / 2).stream()
                        .map(port -> "127.0.0.1:" + port)
                        .toList();
        ClusterPlace place =
                new ClusterPlace(
                        Path.of("cluster.xml"),
                        "127.0.0.1",
                        ports.get(n),
                        members,
                        new BusPlace("127.0.0.1", ports.get(ports.size() / 2 + n), null));
        ClusteredVertx clustered =
                await(
                        ClusteredVertx.start(
                                place,
                                new VertxOptions().setEventLoopPoolSize(2),
                                UnaryOperator.identity()));
        Reach reach = new Reach(clustered.node(), clustered);
        NodeLease lease =
                new NodeLease(
                        clustered.node(),
                        "127.0.0.1",
                        store,
                        reach,
                        new ClusterClock(),
                        NodeLease.HELD);
        Vertx vertx = clustered.vertx();
        String host =
                await(
                        vertx.deployVerticle(
                                new ShardHost(lease, List.of(factory), Duration.ofMinutes(1))));
        await(vertx.deployVerticle(reach));
        long heartbeat = vertx.setPeriodic(500, _ -> lease.renew());
        return new TestNode(
                clustered, reach, lease, new ClusteredBus(vertx, lease), host, heartbeat);
    }

    NodeId id() {
        return lease.node();
    }

    Vertx vertx() {
        return clustered.vertx();
    }

    /** Goes without a word: it neither leaves nor gives anything back. */
    void die() {
        vertx().cancelTimer(heartbeat);
        await(vertx().undeploy(host));
        await(vertx().close());
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
