package dev.deskbus.gateway.callback;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Which optional endpoints answered 404, for a while (decision R9). */
final class AbsentEndpoints {
    private static final int MOST = 1_000;

    private final Map<String, Long> seenAt =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                    return size() > MOST;
                }
            };
    private final long memoryNanos;
    private final LongSupplier nanos;

    /** Remembers that long, by a clock that counts nanoseconds. */
    AbsentEndpoints(Duration memory, LongSupplier nanos) {
        this.memoryNanos = memory.toNanos();
        this.nanos = nanos;
    }

    synchronized void add(String url) {
        seenAt.remove(url);
        seenAt.put(url, nanos.getAsLong());
    }

    synchronized boolean contains(String url) {
        Long at = seenAt.get(url);
        if (at != null && nanos.getAsLong() - at >= memoryNanos) {
            seenAt.remove(url);
            return false;
        }
        return at != null;
    }
}
