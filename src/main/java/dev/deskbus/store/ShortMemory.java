package dev.deskbus.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Function;

/**
 * Answers that may be a little old. Keeps values and no futures: a future belongs to the context
 * that asked. A failure is never kept. Safe for many threads.
 */
final class ShortMemory<K, V> {
    private static final int LARGEST = 10_000;

    private final Cache<K, V> values;

    ShortMemory(Duration life) {
        this.values = Caffeine.newBuilder().expireAfterWrite(life).maximumSize(LARGEST).build();
    }

    /** What is remembered, or else what is loaded now. */
    Future<V> get(K key, Function<K, Future<V>> load) {
        V known = values.getIfPresent(key);
        return known != null
                ? Future.succeededFuture(known)
                : load.apply(key).onSuccess(value -> values.put(key, value));
    }
}
