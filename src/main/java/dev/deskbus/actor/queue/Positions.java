package dev.deskbus.actor.queue;

import dev.deskbus.domain.callback.Outbox;
import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.queue.QueueState;
import dev.deskbus.domain.queue.QueueState.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Knows which place in the line each third party was told last (decision V2-47). */
final class Positions {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Map<RequestId, Integer> told = new HashMap<>();
    private Instant lastTold = Instant.EPOCH;

    /** The client was told that place as the answer to its request. */
    void answered(RequestId request, int position) {
        told.put(request, position);
    }

    /** It waits no more. */
    void forget(RequestId request) {
        told.remove(request);
    }

    /** What has changed and must be told now; nothing while the last telling is too recent. */
    List<OutboxEntry> due(QueueState state, Instant now) {
        return now.isBefore(lastTold.plus(PAUSE)) ? List.of() : changed(state);
    }

    /** What was due is on disk. */
    void noted(QueueState state, Instant now) {
        lastTold = now;
        told.clear();
        int position = 1;
        for (Waiting waiting : state.line()) {
            told.put(waiting.id(), position++);
        }
    }

    private List<OutboxEntry> changed(QueueState state) {
        List<OutboxEntry> changed = new ArrayList<>();
        int position = 1;
        for (Waiting waiting : state.line()) {
            if (!Integer.valueOf(position).equals(told.get(waiting.id()))) {
                changed.addAll(Outbox.ofPosition(waiting, position));
            }
            position++;
        }
        return changed;
    }
}
