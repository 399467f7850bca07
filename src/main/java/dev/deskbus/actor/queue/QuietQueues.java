package dev.deskbus.actor.queue;

import dev.deskbus.domain.id.QueueId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows the queues of this node in which nobody waits. They need not hear of every change of their
 * agents, who may serve many: that something has changed is noted here, and whoever joins next
 * makes the queue look. May be used by any thread.
 */
public final class QuietQueues {
    private final Map<QueueId, Boolean> changedByQueue = new ConcurrentHashMap<>();

    /**
     * Notes that an agent of that queue has changed; false when nothing is noted, because somebody
     * waits there or the queue is not here: then it must be told.
     */
    boolean note(QueueId queue) {
        return changedByQueue.computeIfPresent(queue, (_, _) -> true) != null;
    }

    /** Nobody waits there any more: from here on it is noted what changes. */
    void begin(QueueId queue) {
        changedByQueue.put(queue, false);
    }

    /** From here on the queue hears of everything itself; whether anything was noted. */
    boolean end(QueueId queue) {
        return Boolean.TRUE.equals(changedByQueue.remove(queue));
    }
}
