package dev.deskbus.gateway.http;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * Knows how often each key has done something lately on this node: one token bucket a key, for a
 * bounded number of keys. May be shared by all threads.
 */
public final class Throttle {
    private static final long MOST_KEYS = 100_000;

    private final LoadingCache<String, Bucket> buckets;

    /** Allows {@code times} at once, and as many again, evenly, in each period. */
    public Throttle(long times, Duration period) {
        this(times, period, TimeMeter.SYSTEM_MILLISECONDS);
    }

    Throttle(long times, Duration period, TimeMeter clock) {
        this.buckets =
                Caffeine.newBuilder()
                        .maximumSize(MOST_KEYS)
                        .expireAfterAccess(period.multipliedBy(2))
                        .build(_ -> bucket(times, period, clock));
    }

    /** Counts one for the key; false, and nothing counted, when that is one too many. */
    public boolean tryTake(String key) {
        return buckets.get(key).tryConsume(1);
    }

    /** Takes one back that was counted for the key. */
    public void giveBack(String key) {
        buckets.get(key).addTokens(1);
    }

    private static Bucket bucket(long times, Duration period, TimeMeter clock) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(times).refillGreedy(times, period))
                .withCustomTimePrecision(clock)
                .build();
    }
}
