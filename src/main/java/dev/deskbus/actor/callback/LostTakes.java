package dev.deskbus.actor.callback;

import dev.deskbus.port.CallbackStore.Taking;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The takings whose answer never came. What they took, or will take when their statement is carried
 * out at last, is under way nowhere, and need not wait until the patience is over.
 */
final class LostTakes {
    private static final long MEMORY_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MOST = 256;

    private final Map<String, Long> lost = new LinkedHashMap<>();

    /** A new one, that may take up what is known to be lost. */
    Taking next(Duration patience, long nowNanos) {
        lost.values().removeIf(since -> nowNanos - since > MEMORY_NANOS);
        return new Taking(UUID.randomUUID().toString(), patience, Set.copyOf(lost.keySet()));
    }

    /** It was not answered; whether anything was taken is unknown. */
    void onLost(Taking taking, long nowNanos) {
        if (lost.size() >= MOST) {
            lost.remove(lost.keySet().iterator().next());
        }
        lost.put(taking.id(), nowNanos);
    }
}
