package dev.deskbus.actor.media;

import dev.deskbus.domain.callback.RetryPlan;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much a {@link MediaCollector} fetches at once, and how long it waits for things.
 *
 * @param places fetches under way on this node
 * @param placesPerIntegration the same of one integration, so that a dead host starves nobody
 * @param patience how long what was taken stays taken; longer than any attempt
 * @param sweepEvery how often the store is asked for what nobody woke
 */
public record CollectRules(
        int places,
        int placesPerIntegration,
        Duration patience,
        Duration sweepEvery,
        RetryPlan plan) {
    /** For production: ids are good for days, so a host may be down for two hours. */
    public static final CollectRules STANDARD =
            new CollectRules(
                    32,
                    8,
                    Duration.ofSeconds(30),
                    Duration.ofMillis(500),
                    new RetryPlan(seconds(1, 3, 10, 30, 60, 120, 300, 600, 1800, 3600)));

    private static List<Duration> seconds(Integer... delays) {
        return Stream.of(delays).map(Duration::ofSeconds).toList();
    }
}
