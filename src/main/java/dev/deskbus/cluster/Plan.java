package dev.deskbus.cluster;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Which shards to take and which to give back; never one of a live node's. */
record Plan(List<Shard> claims, List<Shard> releases) {
    private static final List<Shard> ALL =
            IntStream.range(0, Shard.COUNT).mapToObj(Shard::new).toList();

    Plan {
        claims = List.copyOf(claims);
        releases = List.copyOf(releases);
    }

    /** Nothing is taken, everything given back. */
    static Plan giveBackEverything(Ownership now) {
        return new Plan(
                List.of(),
                now.mine().keySet().stream()
                        .sorted(Comparator.comparingInt(Shard::number))
                        .toList());
    }

    /**
     * One step towards the placement over those nodes.
     *
     * @param candidates live nodes that can be reached, this one among them
     */
    static Plan towards(Set<NodeId> candidates, NodeId me, Ownership now, Allowed allowed) {
        List<Shard> claims = new ArrayList<>();
        List<Shard> releases = new ArrayList<>();
        for (Shard shard : ALL) {
            boolean wanted = Placement.owner(shard, candidates).filter(me::equals).isPresent();
            if (wanted && isFree(shard, now, allowed)) {
                claims.add(shard);
            } else if (!wanted
                    && now.mine().containsKey(shard)
                    && releases.size() < allowed.releases()) {
                releases.add(shard);
            }
        }
        return new Plan(claims, releases);
    }

    private static boolean isFree(Shard shard, Ownership now, Allowed allowed) {
        NodeId owner = now.owners().get(shard);
        return owner == null
                ? allowed.takeFree()
                : allowed.takeFromDead() && !now.alive().contains(owner);
    }

    /**
     * What may be done at this moment.
     *
     * @param releases how many shards may be given back
     */
    record Allowed(boolean takeFree, boolean takeFromDead, int releases) {}
}
