package dev.deskbus.cluster;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Which actors could not be loaded, and how often within the last minute. */
final class Strikes {
    private static final int OUT = 3;
    private static final Duration MEMORY = Duration.ofMinutes(1);

    private final Map<String, Deque<Long>> byAddress = new HashMap<>();

    /** It could not be loaded. */
    void add(String address, long nowNanos) {
        byAddress.computeIfAbsent(address, _ -> new ArrayDeque<>()).add(nowNanos);
    }

    /** It failed so often that it is left alone for a while. */
    boolean isOut(String address, long nowNanos) {
        Deque<Long> times = byAddress.get(address);
        if (times == null) {
            return false;
        }
        forgetOld(times, nowNanos);
        return times.size() >= OUT;
    }

    /** It could be loaded. */
    void clear(String address) {
        byAddress.remove(address);
    }

    /** Forgets what is long ago. */
    void sweep(long nowNanos) {
        byAddress.values().forEach(times -> forgetOld(times, nowNanos));
        byAddress.values().removeIf(Deque::isEmpty);
    }

    private static void forgetOld(Deque<Long> times, long nowNanos) {
        times.removeIf(time -> nowNanos - time > MEMORY.toNanos());
    }
}
