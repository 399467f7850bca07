package dev.deskbus.port;

import dev.deskbus.domain.id.NodeId;
import io.vertx.core.Future;

/** A lease of the node {@code n1} that never ends; what it owns is for others to say. */
public abstract class HeldLease implements Lease {
    private static final NodeId NODE = new NodeId("n1");

    @Override
    public final NodeId node() {
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
}
