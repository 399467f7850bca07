package dev.deskbus.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that stalls once must be seen by everybody who was due meanwhile. */
class OpenLoopTest {
    private static final int STALL_MILLIS = 300;
    private static final int STALLS_AT = 20;
    private static final Duration TIME = Duration.ofSeconds(1);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void end() {
        vertx.close().await();
    }

    @Test
    void whoWasDueDuringAStallCountsFromThen() throws Exception {
        Sample sample = OpenLoop.run(new StallingOnce(), 200, TIME);

        assertThat(sample.count()).isEqualTo(200);
        assertThat(sample.millis(75)).as("a quarter waited").isGreaterThan(40);
        assertThat(sample.millis(100)).isGreaterThanOrEqualTo(STALL_MILLIS - 1);
    }

    @Test
    void aClosedLoopSeesTheStallOnlyOnce() throws Exception {
        Sample sample = ClosedLoop.run(new StallingOnce(), TIME);

        assertThat(sample.times().getCountBetweenValues(100_000_000, Long.MAX_VALUE / 2))
                .isEqualTo(1);
    }

    @Test
    void failuresAreNoTimes() throws Exception {
        Sample sample = OpenLoop.run(new Failing(), 100, TIME);

        assertThat(sample.count()).isZero();
        assertThat(sample.failures()).isEqualTo(100);
    }

    /** One worker; the twentieth takes long, all others a millisecond. */
    private final class StallingOnce extends OneWorker {
        private final AtomicInteger begun = new AtomicInteger();

        @Override
        public void begin(int worker, Ending ending) {
            int millis = begun.incrementAndGet() == STALLS_AT ? STALL_MILLIS : 1;
            vertx.setTimer(millis, _ -> ending.at(System.nanoTime(), true));
        }
    }

    private final class Failing extends OneWorker {
        @Override
        public void begin(int worker, Ending ending) {
            ending.at(System.nanoTime(), false);
        }
    }

    private abstract class OneWorker implements Operation {
        private final Context context = ((VertxInternal) vertx).createEventLoopContext();

        @Override
        public int workers() {
            return 1;
        }

        @Override
        public Context context(int worker) {
            return context;
        }
    }
}
