package dev.deskbus.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private final Clock clock = new Clock();
    private final Throttle target = new Throttle(3, Duration.ofHours(1), clock);

    @Test
    void soManyAreAllowedAndThenAsManyAgainInEachPeriod() {
        assertThat(taken("a")).isEqualTo(3);
        clock.nanos += Duration.ofMinutes(20).toNanos();
        assertThat(taken("a")).isEqualTo(1);
        clock.nanos += Duration.ofHours(5).toNanos();
        assertThat(taken("a")).isEqualTo(3);
    }

    @Test
    void everyKeyHasItsOwnCount() {
        assertThat(taken("a")).isEqualTo(3);
        assertThat(taken("b")).isEqualTo(3);
    }

    @Test
    void whatIsGivenBackMayBeTakenAgainButNoMore() {
        target.giveBack("a");
        assertThat(taken("a")).isEqualTo(3);
        target.giveBack("a");
        assertThat(taken("a")).isEqualTo(1);
    }

    private int taken(String key) {
        int taken = 0;
        while (target.tryTake(key)) {
            taken++;
        }
        return taken;
    }

    private static final class Clock implements TimeMeter {
        private long nanos = 1;

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
