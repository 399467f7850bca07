package dev.deskbus.bench.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlamesTest {
    @TempDir Path folder;

    @Test
    void whatIsBusyIsALineAndAStack() throws Exception {
        Path file = folder.resolve("busy.jfr");
        long sum = 0;
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(1));
            recording.enable("jdk.ThreadCPULoad").withPeriod(Duration.ofMillis(100));
            recording.start();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
            while (System.nanoTime() < end) {
                sum += beBusy(sum);
            }
            recording.dump(file);
        }
        Flames flames = Flames.of(file);

        assertThat(flames.top())
                .as("with %s", sum)
                .containsPattern(" %  dev.deskbus.bench.node.FlamesTest.beBusy\n")
                .containsPattern("threads, by processor time\n +\\d");
        assertThat(flames.stacks())
                .containsPattern("FlamesTest.whatIsBusy[^ ;]*;.*FlamesTest.beBusy.* \\d+\n");
    }

    private static long beBusy(long from) {
        long sum = from;
        for (int i = 0; i < 1_000_000; i++) {
            sum = sum * 31 + Long.hashCode(sum ^ i);
        }
        return sum;
    }
}
