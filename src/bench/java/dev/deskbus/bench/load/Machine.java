package dev.deskbus.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the whole machine does, where the system says so. */
final class Machine {
    private static final Path STAT = Path.of("/proc/stat");
    private static final long TICK_NANOS = 10_000_000;

    private Machine() {}

    /** Time that all processors have worked so far, for whomever; 0 where nobody knows. */
    static long busyNanos() {
        try (Stream<String> lines = Files.lines(STAT)) {
            String[] words = lines.findFirst().orElse("").split(" +");
            long user = Long.parseLong(words[1]) + Long.parseLong(words[2]);
            return (user + Long.parseLong(words[3])) * TICK_NANOS;
        } catch (IOException | RuntimeException _) {
            return 0;
        }
    }
}
