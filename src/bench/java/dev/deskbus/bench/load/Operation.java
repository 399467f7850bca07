package dev.deskbus.bench.load;

import io.vertx.core.Context;

/** What a number of workers do again and again, each one at a time. */
public interface Operation {
    /** How many can be under way at once. */
    int workers();

    /** Where that worker lives. */
    Context context(int worker);

    /** Begins one, in the worker's context; to be ended from anywhere, once. */
    void begin(int worker, Ending ending);

    /** How it ended. */
    interface Ending {
        /** At that time, by {@link System#nanoTime()}. */
        void at(long nanos, boolean success);
    }
}
