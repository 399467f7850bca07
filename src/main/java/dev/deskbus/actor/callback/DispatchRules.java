package dev.deskbus.actor.callback;

import dev.deskbus.domain.callback.RetryPlan;
import java.time.Duration;

/**
 * How much a {@link CallbackDispatcher} does at once, and how long it waits for things.
 *
 * @param lanes lanes with work under way on this node
 * @param placesPerReceiver deliveries under way to one host, so that a dead one starves nobody
 * @param parkedPerReceiver heads that may wait in memory for a place at one host; what is beyond
 *     goes back to the outbox
 * @param patience how long a head that was taken stays taken, unless its node is known to be no
 *     more; longer than any attempt (8 s)
 * @param sweepEvery how often the outbox is asked for lanes that nobody woke
 * @param drain how long a stop waits for deliveries under way
 */
public record DispatchRules(
        int lanes,
        int placesPerReceiver,
        int parkedPerReceiver,
        Duration patience,
        Duration sweepEvery,
        Duration drain,
        RetryPlan plan) {
    /** For production (decision V2-42, reliability R13). */
    public static final DispatchRules STANDARD =
            new DispatchRules(
                    512,
                    32,
                    4_096,
                    Duration.ofSeconds(12),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(10),
                    RetryPlan.STANDARD);
}
