package dev.deskbus.cluster;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.Fence;
import dev.deskbus.port.NodeStore.ClusterView;
import dev.deskbus.port.NodeStore.Member;
import dev.deskbus.port.NodeStore.Owned;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who owns what and who lives, as this node knows it.
 *
 * @param mine what is to be served here
 */
record Ownership(Map<Shard, NodeId> owners, Set<NodeId> alive, Map<Shard, Fence> mine) {
    static final Ownership NOTHING = new Ownership(Map.of(), Set.of(), Map.of());

    Ownership {
        owners = Map.copyOf(owners);
        alive = Set.copyOf(alive);
        mine = Map.copyOf(mine);
    }

    static Ownership of(ClusterView view, NodeId me) {
        Map<Shard, NodeId> owners = new HashMap<>();
        Map<Shard, Fence> mine = new HashMap<>();
        for (Owned owned : view.shards()) {
            NodeId owner = owned.owner();
            if (owner != null) {
                owners.put(owned.shard(), owner);
                if (owner.equals(me)) {
                    mine.put(owned.shard(), new Fence(owned.shard(), me, owned.epoch()));
                }
            }
        }
        Set<NodeId> alive = new HashSet<>();
        view.members().stream().filter(Member::alive).map(Member::node).forEach(alive::add);
        alive.add(me);
        return new Ownership(owners, alive, mine);
    }

    /** The same as seen from outside: nothing is to be served here. */
    static Ownership ofOthers(ClusterView view, NodeId me) {
        Ownership all = of(view, me);
        Set<NodeId> others = new HashSet<>(all.alive);
        others.remove(me);
        return new Ownership(all.owners, others, Map.of());
    }

    Set<Fence> fences() {
        return Set.copyOf(mine.values());
    }

    Ownership with(List<Fence> claimed) {
        Map<Shard, NodeId> newOwners = new HashMap<>(owners);
        Map<Shard, Fence> newMine = new HashMap<>(mine);
        for (Fence fence : claimed) {
            newOwners.put(fence.shard(), fence.node());
            newMine.put(fence.shard(), fence);
        }
        return new Ownership(newOwners, alive, newMine);
    }

    /** They still belong to this node, but are not served any more. */
    Ownership without(Collection<Shard> leaving) {
        Map<Shard, Fence> newMine = new HashMap<>(mine);
        newMine.keySet().removeAll(Set.copyOf(leaving));
        return new Ownership(owners, alive, newMine);
    }

    /** A guess at what will be when this node is gone: the placement over the others. */
    Ownership afterLeaving(NodeId me) {
        Set<NodeId> others = new HashSet<>(alive);
        others.remove(me);
        Map<Shard, NodeId> heirs = new HashMap<>();
        owners.forEach(
                (shard, owner) ->
                        (owner.equals(me) ? Placement.owner(shard, others) : Optional.of(owner))
                                .ifPresent(heir -> heirs.put(shard, heir)));
        return new Ownership(heirs, others, Map.of());
    }
}
