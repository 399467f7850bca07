package dev.deskbus.cluster;

import dev.deskbus.port.Fence;
import io.vertx.core.Future;

/** One actor of this node: being loaded, at work or idle. Used on the host's own thread only. */
final class Hosted {
    /** As many as its mailbox takes, so that whoever was let in here is let in there. */
    static final int MOST_WAITING = 256;

    private final String address;
    private final Fence fence;
    private final Future<String> deployment;
    private int underWay;
    private long lastUsedNanos;

    Hosted(String address, Fence fence, Future<String> deployment, long nowNanos) {
        this.address = address;
        this.fence = fence;
        this.deployment = deployment;
        this.lastUsedNanos = nowNanos;
    }

    String address() {
        return address;
    }

    /** Under which ownership it was loaded. */
    Fence fence() {
        return fence;
    }

    /** Completes with its deployment id when it takes commands. */
    Future<String> deployment() {
        return deployment;
    }

    /** One more command is for it; false when there are too many while it is being loaded. */
    boolean begin() {
        if (!deployment.isComplete() && underWay >= MOST_WAITING) {
            return false;
        }
        underWay++;
        return true;
    }

    /** One command is answered. */
    void end(long nowNanos) {
        underWay--;
        lastUsedNanos = nowNanos;
    }

    /** Nothing is at work, and was not for so long. */
    boolean isIdle(long forNanos, long nowNanos) {
        return underWay == 0 && deployment.isComplete() && nowNanos - lastUsedNanos >= forNanos;
    }
}
