package dev.deskbus.gateway.tpi.cws;

import dev.deskbus.port.VisitorStore;
import dev.deskbus.port.VisitorStore.Receipt;
import dev.deskbus.port.VisitorStore.Receipt.OfRequest;
import dev.deskbus.port.VisitorStore.Receipt.OfSession;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what one socket has confirmed: at most one statement in so long, and the rest when it
 * closes. What is lost with the node is pushed again. Used only in the socket's context.
 */
final class CwsReceipts {
    private static final Logger log = LoggerFactory.getLogger(CwsReceipts.class);
    private static final int LAST_ATTEMPTS = 3;

    private final Vertx vertx;
    private final VisitorStore store;
    private final Duration pause;
    private final Map<Object, Receipt> unwritten = new LinkedHashMap<>();
    private boolean isPausing;
    private boolean isFailing;

    CwsReceipts(Vertx vertx, VisitorStore store, Duration pause) {
        this.vertx = vertx;
        this.store = store;
        this.pause = pause;
    }

    /** To be written; that a request was made, at once: nothing else would tell of its end. */
    void note(Receipt receipt) {
        unwritten.merge(subject(receipt), receipt, CwsReceipts::more);
        if (receipt instanceof OfRequest(_, boolean ended) && !ended) {
            write();
        } else if (!isPausing) {
            isPausing = true;
            write().onComplete(_ -> vertx.setTimer(pause.toMillis(), _ -> onPaused()));
        }
    }

    /** Nothing more will be noted. */
    void close() {
        attempt(LAST_ATTEMPTS);
    }

    private void attempt(int left) {
        if (left > 0 && !unwritten.isEmpty()) {
            write().onFailure(_ -> vertx.setTimer(pause.toMillis(), _ -> attempt(left - 1)));
        }
    }

    private void onPaused() {
        if (unwritten.isEmpty()) {
            isPausing = false;
        } else {
            write().onComplete(_ -> vertx.setTimer(pause.toMillis(), _ -> onPaused()));
        }
    }

    private Future<Void> write() {
        List<Receipt> batch = List.copyOf(unwritten.values());
        unwritten.clear();
        return store.confirm(batch)
                .onSuccess(_ -> isFailing = false)
                .onFailure(failure -> keep(batch, failure));
    }

    private void keep(List<Receipt> batch, Throwable failure) {
        batch.forEach(receipt -> unwritten.merge(subject(receipt), receipt, CwsReceipts::more));
        if (!isFailing) {
            isFailing = true;
            log.atWarn().setCause(failure).log("receipts not written yet");
        }
    }

    private static Object subject(Receipt receipt) {
        return switch (receipt) {
            case OfSession(var session, _) -> session;
            case OfRequest(var request, _) -> request;
        };
    }

    private static Receipt more(Receipt one, Receipt other) {
        return weight(other) > weight(one) ? other : one;
    }

    private static long weight(Receipt receipt) {
        return switch (receipt) {
            case OfSession(_, long upTo) -> upTo;
            case OfRequest(_, boolean ended) -> ended ? 1 : 0;
        };
    }
}
