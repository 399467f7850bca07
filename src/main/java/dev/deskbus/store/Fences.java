package dev.deskbus.store;

import dev.deskbus.port.Fence;
import dev.deskbus.port.Written;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.LinkedHashSet;
import java.util.List;

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
        int size = fences.size();
        Integer[] places = new Integer[size];
        Integer[] shards = new Integer[size];
        String[] owners = new String[size];
        Long[] epochs = new Long[size];
        for (int i = 0; i < size; i++) {
            Fence fence = fences.get(i);
            places[i] = i;
            shards[i] = fence.shard().number();
            owners[i] = fence.node().value();
            epochs[i] = fence.epoch();
        }
        Integer[] distinct = new LinkedHashSet<>(List.of(shards)).toArray(Integer[]::new);
        return new Object[] {distinct, places, shards, owners, epochs};
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
