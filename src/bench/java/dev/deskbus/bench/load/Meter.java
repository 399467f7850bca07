package dev.deskbus.bench.load;

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
        long pg = withChildren(database);
        long load = nanos(Stream.of(ProcessHandle.current()));
        long all = Machine.busyNanos();
        Sample sample =
                measuring
                        .run()
                        .withTimes(
                                nanos(servers.stream()) - server,
                                withChildren(database) - pg,
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

    private static long nanos(Stream<ProcessHandle> processes) {
        return processes.mapToLong(Machine::nanos).sum();
    }

    /** Children that have ended since count as well. */
    private static long withChildren(ProcessHandle process) {
        return nanos(process.children()) + Machine.nanosWithEnded(process);
    }
}
