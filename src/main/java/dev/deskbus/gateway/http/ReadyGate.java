package dev.deskbus.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BooleanSupplier;

/**
 * Lets a request pass while this node can serve; otherwise answers 503, before the body is read.
 * For what would bind its caller to this node.
 */
public final class ReadyGate implements Handler<RoutingContext> {
    private static final int UNAVAILABLE = 503;

    private final BooleanSupplier isReady;

    /** Asks each time. */
    public ReadyGate(BooleanSupplier isReady) {
        this.isReady = isReady;
    }

    @Override
    public void handle(RoutingContext context) {
        if (isReady.getAsBoolean()) {
            context.next();
            return;
        }
        context.response()
                .setStatusCode(UNAVAILABLE)
                .putHeader("Retry-After", "1")
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .end(
                        new JsonObject()
                                .put("code", UNAVAILABLE)
                                .put("msg", "this node is not ready, try another")
                                .toBuffer());
    }
}
