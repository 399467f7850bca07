package dev.deskbus.faults;

import dev.deskbus.faults.Sample.Owned;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * I5: a shard's epoch never goes back, in one epoch it has one owner, and nobody else writes what
 * belongs to it.
 */
final class OwnershipChecks {
    private final Map<Integer, Long> epochs = new HashMap<>();
    private final Map<Owned, String> owners = new HashMap<>();
    private final List<Violation> found = new ArrayList<>();

    private OwnershipChecks() {}

    static List<Violation> of(Evidence evidence) {
        OwnershipChecks checks = new OwnershipChecks();
        evidence.dump().writes().stream()
                .filter(write -> !write.writer().equals(write.owner()))
                .map(write -> new Violation("I5", "written by another than the owner: " + write))
                .forEach(checks.found::add);
        evidence.samples().stream()
                .flatMap(sample -> sample.shards().stream())
                .forEach(checks::look);
        return checks.found;
    }

    private void look(Owned owned) {
        long before = epochs.getOrDefault(owned.shard(), 0L);
        if (owned.epoch() < before) {
            found.add(new Violation("I5", "epoch went back from " + before + ": " + owned));
        }
        epochs.put(owned.shard(), owned.epoch());
        if (owned.owner().isEmpty()) {
            return;
        }
        Owned epoch = new Owned(owned.shard(), "", owned.epoch());
        String owner = owners.putIfAbsent(epoch, owned.owner());
        if (owner != null && !owner.equals(owned.owner())) {
            found.add(new Violation("I5", owner + " owned it in the same epoch: " + owned));
        }
    }
}
