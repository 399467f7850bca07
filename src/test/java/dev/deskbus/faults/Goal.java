package dev.deskbus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a fault may cost.
 *
 * @param seconds the longest that any operation may wait, all repeats of the caller included
 */
record Goal(String fault, double seconds) {
    private static final Logger LOG = LoggerFactory.getLogger(Goal.class);

    /** The machine that runs this may be busy with other things. */
    private static final double PATIENCE = 3;

    /** How much later than written nodes may do what the clock tells them. */
    Duration lateness() {
        return Duration.ofMillis((long) (seconds * PATIENCE * 1000));
    }

    /** Writes it down, and fails for any broken promise or visible error. */
    void judge(Outcome outcome) throws IOException {
        LOG.atWarn().addKeyValue("fault", fault).log("{}", outcome);
        String table = System.getProperty("faults.table", "");
        if (!table.isEmpty()) {
            FaultTable.write(Path.of(table), this, outcome);
        }
        assertThat(outcome.violations()).as("%s: %s", fault, outcome).isEmpty();
        assertThat(outcome.errors()).as("%s: %s", fault, outcome).isEmpty();
        assertThat(outcome.longestSeconds())
                .as("%s: %s", fault, outcome)
                .isLessThan(seconds * PATIENCE);
    }
}
