package dev.deskbus.robot;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.port.FaqStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An index of each tenant's questions. One that has grown old is compared with the database by who
 * asks first; the others are answered by it meanwhile, and so is everybody while the database
 * cannot be asked. Built and searched by threads of its own. Safe for many threads.
 */
final class FaqIndexes {
    private static final Logger LOG = LoggerFactory.getLogger(FaqIndexes.class);
    private static final int THREADS = 2;
    private static final int MOST_TENANTS = 1_000;

    private final FaqStore store;
    private final WorkerExecutor workers;
    private final long ageNanos;
    private final LongSupplier nanos;
    private final FaqWords words = new FaqWords();
    private final Cache<TenantId, Held> held =
            Caffeine.newBuilder().maximumSize(MOST_TENANTS).build();

    FaqIndexes(Vertx vertx, FaqStore store, Duration age, LongSupplier nanos) {
        this.store = store;
        this.workers = vertx.createSharedWorkerExecutor("faq", THREADS);
        this.ageNanos = age.toNanos();
        this.nanos = nanos;
    }

    /** An index, of which version it is, and when that was found to be the newest. */
    private record Held(FaqIndex index, long version, AtomicLong checkedAt) {
        /** True for one caller after each period. */
        boolean isToBeChecked(long now, long age) {
            long last = checkedAt.get();
            return now - last >= age && checkedAt.compareAndSet(last, now);
        }
    }

    FaqWords words() {
        return words;
    }

    /** The tenant's index, hardly older than it may be. */
    Future<FaqIndex> get(TenantId tenant) {
        Held known = held.getIfPresent(tenant);
        if (known == null) {
            return store.getVersion(tenant).compose(version -> build(tenant, version));
        }
        return known.isToBeChecked(nanos.getAsLong(), ageNanos)
                ? renewed(tenant, known)
                : Future.succeededFuture(known.index());
    }

    /** Runs what may take a while. */
    <T> Future<T> run(Callable<T> work) {
        return workers.executeBlocking(work, false).map(Objects::requireNonNull);
    }

    private Future<FaqIndex> renewed(TenantId tenant, Held known) {
        return store.getVersion(tenant)
                .compose(
                        version ->
                                version == known.version()
                                        ? Future.succeededFuture(known.index())
                                        : build(tenant, version))
                .otherwise(
                        failure -> {
                            LOG.atWarn()
                                    .addKeyValue("tenant", tenant.value())
                                    .addKeyValue("reason", failure.getMessage())
                                    .log("questions cannot be looked up anew");
                            return known.index();
                        });
    }

    /** What is loaded is at least of that version. */
    private Future<FaqIndex> build(TenantId tenant, long version) {
        return store.load(tenant)
                .compose(entries -> run(() -> new FaqIndex(words, entries)))
                .onSuccess(
                        index ->
                                held.put(
                                        tenant,
                                        new Held(
                                                index,
                                                version,
                                                new AtomicLong(nanos.getAsLong()))));
    }
}
