package dev.deskbus.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BlackListTest {
    private final Clock clock = new Clock();
    private final BlackList target =
            new BlackList(
                    new BlackList.Rules(10, Duration.ofMinutes(1), Duration.ofHours(1)), clock);

    @Test
    void theEleventhVisitOfAMinuteIsKeptOutForAnHour() {
        for (int i = 0; i < 10; i++) {
            assertThat(target.admits("a")).isTrue();
        }

        assertThat(target.admits("a")).isFalse();
        clock.nanos += Duration.ofMinutes(59).toNanos();
        assertThat(target.admits("a")).isFalse();
        clock.nanos += Duration.ofMinutes(2).toNanos();
        assertThat(target.admits("a")).isTrue();
    }

    @Test
    void whoComesSlowlyEnoughIsNeverOnIt() {
        for (int i = 0; i < 100; i++) {
            clock.nanos += Duration.ofSeconds(6).toNanos();
            assertThat(target.admits("a")).isTrue();
        }
    }

    @Test
    void nobodyIsKeptOutForAnother() {
        for (int i = 0; i < 20; i++) {
            target.admits("a");
        }

        assertThat(target.admits("b")).isTrue();
    }

    @Test
    void withoutRulesNobodyIsEverOnIt() {
        BlackList none = new BlackList(BlackList.Rules.OFF, clock);

        for (int i = 0; i < 10_000; i++) {
            assertThat(none.admits("a")).isTrue();
        }
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
