package dev.deskbus.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MetricsTest {
    @Test
    void aCounterGoesOnThoughNobodyElseHoldsItsFigure() {
        try (Metrics metrics = new Metrics()) {
            AtomicLong kept = new AtomicLong();
            metrics.count("test.kept", "Kept", kept::get);
            System.gc();
            kept.set(3);

            assertThat(metrics.registry().scrape()).contains("test_kept_total 3.0");
        }
    }
}
