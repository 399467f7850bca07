package dev.deskbus.bench;

import dev.deskbus.bench.load.Meter.Measuring;
import dev.deskbus.bench.node.Blocks;
import dev.deskbus.bench.report.Row;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * Rounds of the node beside which the report also says how many blocks the whole database looked
 * at. Not in a quick run, which has no time to wait until PostgreSQL has counted them.
 */
final class Looks {
    /** So long a connection that rests keeps what it has counted for itself. */
    private static final long COUNTED_NANOS = 11_000_000_000L;

    private final Stage stage;

    Looks(Stage stage) {
        this.stage = stage;
    }

    /** As {@link Stage#measureNode}, all rounds. */
    Row measure(String what, Measuring measuring) throws Exception {
        if (stage.plan().quick()) {
            return stage.measureNode(what, stage.plan().rounds(), measuring);
        }
        LockSupport.parkNanos(COUNTED_NANOS);
        Blocks before = Blocks.now(stage.database());
        Row row = stage.measureNode(what, stage.plan().rounds(), measuring);
        LockSupport.parkNanos(COUNTED_NANOS);
        Blocks all = Blocks.now(stage.database()).since(before);
        double count = Math.max(1, row.sample().count());
        stage.report()
                .fact(
                        "blocks for each " + what,
                        String.format(
                                Locale.ROOT,
                                "%.0f in PostgreSQL's buffers, %.1f from outside in %.0f µs",
                                all.found() / count,
                                all.fetched() / count,
                                all.fetchMillis() * 1000 / count));
        return row;
    }
}
