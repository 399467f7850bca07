package dev.deskbus.bench.load;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Reads what processes, with their children, have used of the processors. */
public final class Meter {
    private final ProcessHandle database;
    private long measured;
    private long busy;
    private long ours;

    /** Knows the database by its first process. */
    public Meter(ProcessHandle database) {
        this.database = database;
    }

    /** The processor time that some measuring takes, of those servers among others. */
    public Sample around(List<ProcessHandle> servers, Measuring measuring) throws Exception {
        long begun = System.nanoTime();
        long server = nanos(servers.stream());
        long pg = nanos(withChildren(database));
        long load = nanos(Stream.of(ProcessHandle.current()));
        long all = Machine.busyNanos();
        Sample sample =
                measuring
                        .run()
                        .withTimes(
                                nanos(servers.stream()) - server,
                                nanos(withChildren(database)) - pg,
                                nanos(Stream.of(ProcessHandle.current())) - load);
        measured += System.nanoTime() - begun;
        busy += Machine.busyNanos() - all;
        ours += sample.serverNanos() + sample.databaseNanos() + sample.loadNanos();
        return sample;
    }

    /** How much of the processors others took while it was measured, in percent. */
    public long othersPercent() {
        long whole = measured * Runtime.getRuntime().availableProcessors();
        return whole == 0 ? 0 : Math.max(0, 100 * (busy - ours) / whole);
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
