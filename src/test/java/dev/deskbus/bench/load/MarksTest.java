package dev.deskbus.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class MarksTest {
    private final Marks target = new Marks();

    @Test
    void aNumberTravelsInsideAnyFrame() {
        long number = target.depart(1_000);
        String frame = "{\"text\":\"" + Marks.text(number) + "\"}";

        assertThat(target.arrive(frame, 5_000)).isEqualTo(number);
        assertThat(target.arrive(Buffer.buffer(frame), 9_000)).isEqualTo(number);
        assertThat(target.underWay()).isEqualTo(-1); // shown twice
        assertThat(target.takeTravels().getMaxValue()).isBetween(7_990L, 8_010L);
    }

    @Test
    void otherFramesAreNoArrivals() {
        assertThat(target.arrive("{\"method\":\"login_push\"}", 1)).isZero();
        assertThat(target.underWay()).isZero();
    }
}
