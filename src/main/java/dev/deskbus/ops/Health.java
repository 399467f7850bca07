package dev.deskbus.ops;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.healthchecks.HealthCheckHandler;
import java.util.Map;
import java.util.function.Supplier;

/** {@code GET /health}: 200 when this node can serve, 503 with the reason when it cannot. */
public final class Health {
    private static final long PATIENCE_MILLIS = 2000;

    private final HealthChecks checks;

    /** Knows what to look at: each by its name, well when it answers with true. */
    public Health(Vertx vertx, Map<String, Supplier<Future<Boolean>>> questions) {
        checks = HealthChecks.create(vertx);
        questions.forEach(this::register);
    }

    /** Serves the answer. */
    public void mount(Router router) {
        router.get("/health").handler(HealthCheckHandler.createWithHealthChecks(checks));
    }

    /** Whether everything is well now. */
    public Future<Boolean> isReady() {
        return checks.checkStatus().map(result -> result.getUp());
    }

    private void register(String name, Supplier<Future<Boolean>> question) {
        checks.register(
                name,
                PATIENCE_MILLIS,
                outcome ->
                        question.get()
                                .otherwise(false)
                                .onSuccess(
                                        well ->
                                                outcome.tryComplete(
                                                        well ? Status.OK() : Status.KO())));
    }
}
