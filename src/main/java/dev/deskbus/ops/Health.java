package dev.deskbus.ops;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.healthchecks.HealthCheckHandler;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** {@code GET /health}: 200 when this node can serve, 503 with the reason when it cannot. */
public final class Health {
    private static final long PATIENCE_MILLIS = 2000;

    private final HealthChecks checks;

    /**
     * Knows what to look at.
     *
     * @param lease whether it is held, and this node not cut off
     * @param database answers when PostgreSQL does
     * @param everyShardHasAnOwner whether the whole cluster can be reached from here
     */
    public Health(
            Vertx vertx,
            Supplier<Future<?>> database,
            BooleanSupplier lease,
            BooleanSupplier everyShardHasAnOwner) {
        checks = HealthChecks.create(vertx);
        checks.register(
                "database",
                PATIENCE_MILLIS,
                outcome ->
                        database.get()
                                .onComplete(
                                        answer ->
                                                outcome.tryComplete(
                                                        answer.succeeded()
                                                                ? Status.OK()
                                                                : Status.KO())));
        register("lease", lease);
        register("shards", everyShardHasAnOwner);
    }

    /** Serves the answer. */
    public void mount(Router router) {
        router.get("/health").handler(HealthCheckHandler.createWithHealthChecks(checks));
    }

    /** Whether everything is well now. */
    public Future<Boolean> isReady() {
        return checks.checkStatus().map(result -> result.getUp());
    }

    private void register(String name, BooleanSupplier isWell) {
        checks.register(
                name,
                PATIENCE_MILLIS,
                outcome -> outcome.complete(isWell.getAsBoolean() ? Status.OK() : Status.KO()));
    }
}
