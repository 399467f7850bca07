package dev.deskbus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The short one of the fault tests, in every build: {@code kill -9} of one of two nodes. */
class KilledNodeIT {
    private static final Logger LOG = LoggerFactory.getLogger(KilledNodeIT.class);

    @TempDir Path folder;

    @Test
    void nothingIsLostDoubledOrReorderedWhenANodeIsKilled() throws Exception {
        try (FaultRun run = FaultRun.start(folder, 2, new Place.Loopback(), Programs.packaged())) {
            Outcome outcome =
                    run.run(
                            r -> r.cluster().node(r.random().nextInt(2)).kill(),
                            Duration.ofSeconds(18));

            LOG.atWarn().log("{}", outcome);
            assertThat(outcome.violations()).as("%s", outcome).isEmpty();
            assertThat(outcome.errors()).as("%s", outcome).isEmpty();
            assertThat(outcome.counts().get("had to be shown")).as("%s", outcome).isPositive();
        }
    }
}
