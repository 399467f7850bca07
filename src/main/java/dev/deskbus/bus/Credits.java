package dev.deskbus.bus;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.NodeId;
import io.vertx.core.Future;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * How much is under way to each peer: the bus below has no back-pressure of its own (reliability
 * V8).
 */
final class Credits {
    private final int limit;
    private final ConcurrentMap<NodeId, Integer> underWay = new ConcurrentHashMap<>();

    Credits(int limit) {
        this.limit = limit;
    }

    /** Sends, unless too much is under way; what it takes comes back with the answer. */
    <T> Future<T> spend(NodeId peer, Supplier<Future<T>> sending) {
        if (!take(peer)) {
            return Future.failedFuture(
                    new Refusal(ErrorCode.OVERLOADED, "too much is under way to that node"));
        }
        return send(sending).onComplete(_ -> giveBack(peer));
    }

    private static <T> Future<T> send(Supplier<Future<T>> sending) {
        try {
            return sending.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private boolean take(NodeId peer) {
        boolean[] taken = {false};
        underWay.compute(
                peer,
                (_, count) -> {
                    int before = count == null ? 0 : count;
                    taken[0] = before < limit;
                    return taken[0] ? Integer.valueOf(before + 1) : count;
                });
        return taken[0];
    }

    /** A peer with nothing under way is forgotten. */
    private void giveBack(NodeId peer) {
        underWay.computeIfPresent(peer, (_, count) -> count > 1 ? count - 1 : null);
    }
}
