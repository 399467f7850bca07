package dev.deskbus.bus;

import dev.deskbus.domain.id.NodeId;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;

/**
 * Sends what may be lost. Each is answered, so that it is known how much is under way; what is too
 * much for a peer, or for a peer that does not answer, is dropped (reliability V8).
 */
public final class Hints {
    private static final int LIMIT = 256;
    private static final long PATIENCE_MILLIS = 1000;

    private final Vertx vertx;
    private final Locator locator;
    private final Credits credits = new Credits(LIMIT);

    /** Nothing is under way yet. */
    public Hints(Vertx vertx, Locator locator) {
        this.vertx = vertx;
        this.locator = locator;
    }

    /** To every peer that can be reached. */
    public void sendToAll(Envelope envelope) {
        locator.peers().forEach(peer -> send(peer, envelope));
    }

    /** To one node, perhaps this one. */
    public void send(NodeId node, Envelope envelope) {
        boolean here = node.equals(locator.node());
        if (!here && !locator.isReached(node)) {
            return;
        }
        var _ =
                credits.spend(
                        node,
                        () ->
                                vertx.eventBus()
                                        .request(
                                                Nodes.address(node),
                                                envelope,
                                                new DeliveryOptions()
                                                        .setLocalOnly(here)
                                                        .setSendTimeout(PATIENCE_MILLIS)));
    }
}
