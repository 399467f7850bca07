package dev.deskbus.faults;

import java.util.List;
import java.util.Map;

/** What the database showed at one moment of the run, in one statement each. */
record Sample(
        long nanos, List<Owned> shards, List<Dump.Slot> slots, Map<Long, String> requestStates) {
    Sample {
        shards = List.copyOf(shards);
        slots = List.copyOf(slots);
        requestStates = Map.copyOf(requestStates);
    }

    /** A row of {@code shard}; the owner may be empty. */
    record Owned(int shard, String owner, long epoch) {}
}
