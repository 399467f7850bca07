package dev.deskbus.cluster;

import java.time.Duration;
import java.util.Objects;

/** Since when something has not changed. */
final class Steady<T> {
    private T value;
    private long sinceNanos;

    Steady(T value, long nowNanos) {
        this.value = value;
        this.sinceNanos = nowNanos;
    }

    /** It is this now. */
    void onSeen(T newValue, long nowNanos) {
        if (!Objects.equals(value, newValue)) {
            value = newValue;
            sinceNanos = nowNanos;
        }
    }

    /** It is this. */
    boolean is(T expected) {
        return Objects.equals(value, expected);
    }

    /** It has been this for at least so long. */
    boolean isFor(T expected, Duration atLeast, long nowNanos) {
        return is(expected) && isFor(atLeast, nowNanos);
    }

    /** It has been the same for at least so long. */
    boolean isFor(Duration atLeast, long nowNanos) {
        return nowNanos - sinceNanos >= atLeast.toNanos();
    }
}
