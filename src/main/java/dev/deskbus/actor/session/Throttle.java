package dev.deskbus.actor.session;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Lets the same thing through once in a while. */
final class Throttle<K> {
    private final Duration pause;
    private final Map<K, Instant> lastByKey = new HashMap<>();

    Throttle(Duration pause) {
        this.pause = pause;
    }

    /** Whether it may pass now; when it may, it counts as passed. */
    boolean passes(K key, Instant now) {
        Instant last = lastByKey.get(key);
        if (last != null && now.isBefore(last.plus(pause))) {
            return false;
        }
        lastByKey.put(key, now);
        return true;
    }
}
