package dev.deskbus.store;

import dev.deskbus.port.Fence;
import dev.deskbus.port.Written;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How a write is fenced: its statement begins by locking the shard's row while it is still ours,
 * and writes only what it can join to that row. A fence that merely reads would let a stale writer
 * through.
 */
final class Fences {
    /** The beginning of a statement; its first three values are those of {@link #values}. */
    static final String FENCE =
            """
            with fence as materialized (
                select id from shard
                where id = $1 and owner = $2 and epoch = $3
                for no key update)
            """;

    private Fences() {}

    static Tuple values(Fence fence) {
        return Tuple.of(fence.shard().number(), fence.node().value(), fence.epoch());
    }

    /**
     * The first five values of a statement that writes for many: its shards, and for each row its
     * place in the batch and under which ownership it is written.
     */
    static Object[] columns(List<Fence> fences) {
        return new Object[] {
            shards(fences).distinct().toArray(Integer[]::new),
            IntStream.range(0, fences.size()).boxed().toArray(Integer[]::new),
            shards(fences).toArray(Integer[]::new),
            fences.stream().map(fence -> fence.node().value()).toArray(String[]::new),
            fences.stream().map(Fence::epoch).toArray(Long[]::new)
        };
    }

    private static Stream<Integer> shards(List<Fence> fences) {
        return fences.stream().map(fence -> fence.shard().number());
    }

    /** Whether the fence held; of a column {@code fenced} that counts its rows. */
    static boolean isHeld(Row row) {
        return row.getLong("fenced") > 0;
    }

    /** The outcome by the columns {@code fenced} and {@code changed}, both counts. */
    static Written written(Row row) {
        if (!isHeld(row)) {
            return Written.FENCED;
        }
        return row.getLong("changed") > 0 ? Written.STORED : Written.CONFLICT;
    }
}
