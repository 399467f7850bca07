package dev.deskbus.cluster;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.Fence;
import dev.deskbus.port.NodeStore.Early;
import dev.deskbus.port.NodeStore.Member;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which shards to take and which to give back; never one of a live node's.
 *
 * @param early from whom a little before the lease runs out
 */
record Plan(List<Shard> claims, Early early, List<Fence> releases) {
    private static final List<Shard> ALL =
            IntStream.range(0, Shard.COUNT).mapToObj(Shard::new).toList();

    Plan {
        claims = List.copyOf(claims);
        releases = List.copyOf(releases);
    }

    boolean isEmpty() {
        return claims.isEmpty() && releases.isEmpty();
    }

    /** The same, and these are given back too. */
    Plan alsoReleasing(List<Fence> more) {
        Set<Fence> all = new LinkedHashSet<>(releases);
        all.addAll(more);
        return new Plan(claims, early, List.copyOf(all));
    }

    /** Nothing is taken, everything given back. */
    static Plan giveBackEverything(Ownership now) {
        return new Plan(List.of(), Early.NEVER, inOrder(now));
    }

    /**
     * One step towards the placement over those nodes.
     *
     * @param candidates live nodes that stay and can be reached, this one among them
     */
    static Plan towards(Set<NodeId> candidates, NodeId me, Ownership now, Allowed allowed) {
        List<Shard> claims = new ArrayList<>();
        List<Fence> releases = new ArrayList<>();
        for (Shard shard : ALL) {
            boolean wanted = Placement.owner(shard, candidates).filter(me::equals).isPresent();
            Fence mine = now.mine().get(shard);
            if (wanted && mine == null && isFree(shard, now, allowed)) {
                claims.add(shard);
            } else if (!wanted && mine != null && releases.size() < allowed.releases()) {
                releases.add(mine);
            }
        }
        return new Plan(claims, allowed.early(), releases);
    }

    /** Those of them that own what should be another's. */
    static Set<NodeId> givers(Set<NodeId> candidates, Ownership now) {
        Set<NodeId> givers = new HashSet<>();
        for (Shard shard : ALL) {
            now.owner(shard)
                    .filter(candidates::contains)
                    .filter(
                            owner ->
                                    Placement.owner(shard, candidates)
                                            .filter(owner::equals)
                                            .isEmpty())
                    .ifPresent(givers::add);
        }
        return givers;
    }

    /** Everything that is served here, in a fixed order. */
    static List<Fence> inOrder(Ownership now) {
        return now.mine().values().stream()
                .sorted(Comparator.comparingInt(fence -> fence.shard().number()))
                .toList();
    }

    private static boolean isFree(Shard shard, Ownership now, Allowed allowed) {
        Optional<NodeId> owner = now.owner(shard);
        if (owner.isEmpty()) {
            return allowed.takeFree();
        }
        Member member = now.alive().get(owner.get());
        return allowed.takeFromDead() && (member == null || isDeadSoon(member, now, allowed));
    }

    private static boolean isDeadSoon(Member member, Ownership now, Allowed allowed) {
        Instant early = member.leaseUntil().minus(allowed.early().by());
        return allowed.early().vanished().contains(member.node()) && !early.isAfter(now.at());
    }

    /**
     * What may be done at this moment.
     *
     * @param early from whom a little before the lease runs out
     * @param releases how many shards may be given back
     */
    record Allowed(boolean takeFree, boolean takeFromDead, Early early, int releases) {}
}
