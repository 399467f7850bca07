package dev.deskbus.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What the whole machine does, where the system says so. */
final class Machine {
    private static final Path STAT = Path.of("/proc/stat");
    private static final long TICK_NANOS = 10_000_000;

    /** Behind the process's name: its own user and system time, then those of its children. */
    private static final int USER_TIME = 11;

    private Machine() {}

    /** What that process has used so far. */
    static long nanos(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    /** The same with its children that have ended, where the system counts them. */
    static long nanosWithEnded(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = 0;
            for (int i = USER_TIME; i < USER_TIME + 4; i++) {
                ticks += Long.parseLong(words[i]);
            }
            return ticks * TICK_NANOS;
        } catch (IOException | RuntimeException _) {
            return nanos(process);
        }
    }

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
