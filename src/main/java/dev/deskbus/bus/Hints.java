package dev.deskbus.bus;

import dev.deskbus.domain.id.NodeId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;

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

    /** To one node; what is for this one cannot get stuck on the way. */
    public void send(NodeId node, Envelope envelope) {
        if (node.equals(locator.node())) {
            vertx.eventBus()
                    .send(Nodes.address(node), envelope, new DeliveryOptions().setLocalOnly(true));
        } else if (locator.isReached(node)) {
            var _ = credits.spend(node, () -> request(node, envelope));
        }
    }

    private Future<Message<Object>> request(NodeId node, Envelope envelope) {
        return vertx.eventBus()
                .request(
                        Nodes.address(node),
                        envelope,
                        new DeliveryOptions().setSendTimeout(PATIENCE_MILLIS));
    }
}
