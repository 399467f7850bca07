package dev.deskbus.domain.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryPlanTest {
    @Test
    void theStandardPlanIsThatOfTheDecision() {
        List<Long> seconds =
                java.util.stream.IntStream.rangeClosed(1, 7)
                        .mapToObj(n -> RetryPlan.STANDARD.after(n).orElseThrow().toSeconds())
                        .toList();
        assertThat(seconds).containsExactly(1L, 3L, 10L, 30L, 60L, 120L, 300L);
    }

    @Test
    void afterTheLastDelayItIsADeadLetter() {
        assertThat(RetryPlan.STANDARD.after(8)).isEmpty();
        assertThat(new RetryPlan(List.of(Duration.ofMillis(5))).after(1))
                .contains(Duration.ofMillis(5));
        assertThat(new RetryPlan(List.of(Duration.ofMillis(5))).after(2)).isEmpty();
    }

    @Test
    void thereIsNoAttemptBeforeTheFirst() {
        assertThat(RetryPlan.STANDARD.after(0)).isEmpty();
        assertThat(RetryPlan.STANDARD.after(-1)).isEmpty();
    }
}
