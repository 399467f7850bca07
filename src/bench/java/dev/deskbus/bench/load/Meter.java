package dev.deskbus.bench.load;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Reads what processes, with their children, have used of the processors. */
public final class Meter {
    private final ProcessHandle database;

    /** Knows the database by its first process. */
    public Meter(ProcessHandle database) {
        this.database = database;
    }

    /** The processor time that some measuring takes, of those servers among others. */
    public Sample around(List<ProcessHandle> servers, Measuring measuring) throws Exception {
        long server = nanos(servers.stream());
        long pg = nanos(withChildren(database));
        long load = nanos(Stream.of(ProcessHandle.current()));
        Sample sample = measuring.run();
        return sample.withTimes(
                nanos(servers.stream()) - server,
                nanos(withChildren(database)) - pg,
                nanos(Stream.of(ProcessHandle.current())) - load);
    }

    /** Something that makes load. */
    public interface Measuring {
        Sample run() throws Exception;
    }

    private static Stream<ProcessHandle> withChildren(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.children());
    }

    private static long nanos(Stream<ProcessHandle> processes) {
        return processes
                .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
                .mapToLong(Duration::toNanos)
                .sum();
    }
}
