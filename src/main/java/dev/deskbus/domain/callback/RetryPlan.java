package dev.deskbus.domain.callback;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How long to wait before the next attempt (decision V2-42). */
public record RetryPlan(List<Duration> delays) {
    /** 1, 3, 10, 30, 60, 120, 300 seconds, then a dead letter. */
    public static final RetryPlan STANDARD =
            new RetryPlan(
                    List.of(1, 3, 10, 30, 60, 120, 300).stream().map(Duration::ofSeconds).toList());

    public RetryPlan {
        delays = List.copyOf(delays);
    }

    /**
     * The wait after attempt number {@code attempt} (counted from 1) failed; empty when it was the
     * last.
     */
    public Optional<Duration> after(int attempt) {
        return attempt >= 1 && attempt <= delays.size()
                ? Optional.of(delays.get(attempt - 1))
                : Optional.empty();
    }
}
