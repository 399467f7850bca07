package dev.deskbus;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Reads from the JVM how many bytes a piece of work allocates. */
public final class Allocation {
    private static final int WARM_UP = 3_000;
    private static final int ROUNDS = 5;
    private static final int TIMES = 1_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** Bytes of one run, once it is warm: the least of several rounds. */
    public static long of(Runnable work) {
        run(work, WARM_UP);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            run(work, TIMES);
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            least = Math.min(least, allocated / TIMES);
        }
        return least;
    }

    private static void run(Runnable work, int times) {
        for (int i = 0; i < times; i++) {
            work.run();
        }
    }
}
