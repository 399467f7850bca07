package dev.deskbus.gateway.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AbsentEndpointsTest {
    private long now;
    private final AbsentEndpoints target = new AbsentEndpoints(Duration.ofMinutes(10), () -> now);

    @Test
    void anEndpointIsForgottenAfterAWhile() {
        target.add("http://a/pushRating");

        now = Duration.ofMinutes(9).toNanos();
        assertThat(target.contains("http://a/pushRating")).isTrue();
        assertThat(target.contains("http://b/pushRating")).isFalse();

        now = Duration.ofMinutes(10).toNanos();
        assertThat(target.contains("http://a/pushRating")).isFalse();
    }

    @Test
    void theOldestMakeRoomForNewOnes() {
        for (int i = 0; i <= 1_000; i++) {
            target.add("http://" + i);
        }

        assertThat(target.contains("http://0")).isFalse();
        assertThat(target.contains("http://1")).isTrue();
        assertThat(target.contains("http://1000")).isTrue();
    }
}
