package dev.deskbus.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** {@code GET /metrics}: everything that is measured, in the format of Prometheus. */
public final class Metrics implements AutoCloseable {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gc = new JvmGcMetrics();

    /**
     * Counters are held weakly by the library: a figure that nobody else holds would stand still.
     */
    private final List<Supplier<Number>> counted = new CopyOnWriteArrayList<>();

    /** Begins with the figures of the JVM. */
    public Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        gc.bindTo(registry);
    }

    /** Where others put what they measure. */
    public PrometheusMeterRegistry registry() {
        return registry;
    }

    /** Shows a figure that is read whenever somebody looks. */
    public void gauge(String name, String description, Supplier<Number> figure) {
        Gauge.builder(name, figure).description(description).register(registry);
    }

    /** Shows a figure that only ever grows. */
    public void count(String name, String description, Supplier<Number> figure) {
        counted.add(figure);
        FunctionCounter.builder(name, figure, read -> read.get().doubleValue())
                .description(description)
                .register(registry);
    }

    /** Shows how often each of a few names was given to what it returns. */
    public Consumer<String> countEach(String name, String description, String tag) {
        return value ->
                Counter.builder(name)
                        .description(description)
                        .tag(tag, value)
                        .register(registry)
                        .increment();
    }

    /** Serves the figures. */
    public void mount(Router router) {
        router.get("/metrics")
                .handler(
                        context ->
                                context.response()
                                        .putHeader(HttpHeaders.CONTENT_TYPE, TEXT)
                                        .end(registry.scrape()));
    }

    @Override
    public void close() {
        gc.close();
        registry.close();
    }
}
