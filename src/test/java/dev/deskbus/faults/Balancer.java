package dev.deskbus.faults;

import dev.deskbus.app.NodeProcess;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Sends every request to a node that said that it is well, as a load balancer does: it asks each
 * for its health a few times a second.
 */
final class Balancer implements AutoCloseable {
    private static final long PERIOD_MILLIS = 250;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final List<NodeProcess> nodes;
    private final List<NodeProcess> well;
    private volatile boolean closed;

    Balancer(List<NodeProcess> nodes) {
        this.nodes = List.copyOf(nodes);
        this.well = new CopyOnWriteArrayList<>(nodes);
        this.nodes.forEach(node -> Thread.ofVirtual().start(() -> watch(node)));
    }

    /** Any that is well; any at all when none is. */
    NodeProcess pick(Random random) {
        List<NodeProcess> choice = List.copyOf(well);
        List<NodeProcess> from = choice.isEmpty() ? nodes : choice;
        return from.get(random.nextInt(from.size()));
    }

    /** Nobody could connect: no health check is needed to know better. */
    void onUnreachable(NodeProcess node) {
        well.remove(node);
    }

    int countWell() {
        return well.size();
    }

    @Override
    public void close() {
        closed = true;
    }

    private void watch(NodeProcess node) {
        while (!closed) {
            boolean ok = node.health(PATIENCE) == 200;
            if (!ok) {
                well.remove(node);
            } else if (!well.contains(node)) {
                well.add(node);
            }
            Attempts.pause(PERIOD_MILLIS);
        }
    }
}
