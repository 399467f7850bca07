package dev.deskbus.cluster;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.Fence;
import dev.deskbus.port.NodeStore.ClusterView;
import dev.deskbus.port.NodeStore.Member;
import dev.deskbus.port.NodeStore.Owned;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who owns what and who lives, as this node knows it.
 *
 * @param at the database's time at which that was so
 * @param alive whose lease lasts, this node among them while it is inside
 * @param mine what is to be served here
 */
record Ownership(
        Instant at, Map<Shard, Owned> shards, Map<NodeId, Member> alive, Map<Shard, Fence> mine) {
    static final Ownership NOTHING = new Ownership(Instant.EPOCH, Map.of(), Map.of(), Map.of());

    Ownership {
        shards = Map.copyOf(shards);
        alive = Map.copyOf(alive);
        mine = Map.copyOf(mine);
    }

    /**
     * What the view says, except where a shard was taken since.
     *
     * @param later shards taken since the view was asked for
     * @param given what is never to be served again
     */
    static Ownership of(
            ClusterView view, NodeId me, Map<Shard, Owned> later, Collection<Fence> given) {
        Map<Shard, Owned> shards = new HashMap<>();
        Map<Shard, Fence> mine = new HashMap<>();
        for (Owned row : view.shards()) {
            Owned owned = newer(row, later.get(row.shard()));
            shards.put(owned.shard(), owned);
            Fence fence = new Fence(owned.shard(), me, owned.epoch());
            if (me.equals(owned.owner()) && !given.contains(fence)) {
                mine.put(owned.shard(), fence);
            }
        }
        return new Ownership(view.now(), shards, living(view), mine);
    }

    /** The same as seen from outside: nothing is to be served here. */
    static Ownership ofOthers(ClusterView view, NodeId me) {
        Ownership all = of(view, me, Map.of(), Set.of());
        Map<NodeId, Member> others = new HashMap<>(all.alive);
        others.remove(me);
        return new Ownership(all.at, all.shards, others, Map.of());
    }

    Optional<NodeId> owner(Shard shard) {
        return Optional.ofNullable(shards.get(shard)).map(Owned::owner);
    }

    Set<Fence> fences() {
        return Set.copyOf(mine.values());
    }

    /** Those on whom shards may be counted for longer than a moment. */
    Set<NodeId> staying() {
        Set<NodeId> staying = new HashSet<>();
        alive.values().stream()
                .filter(member -> !member.leaving())
                .forEach(member -> staying.add(member.node()));
        return staying;
    }

    /** With shards that were taken, by this node or another, where that is news. */
    Ownership with(Collection<Fence> claimed, NodeId me) {
        Map<Shard, Owned> newShards = new HashMap<>(shards);
        Map<Shard, Fence> newMine = new HashMap<>(mine);
        for (Fence fence : claimed) {
            Owned owned = new Owned(fence.shard(), fence.node(), fence.epoch());
            Owned known = newShards.get(fence.shard());
            if (known == null || known.epoch() < owned.epoch()) {
                newShards.put(fence.shard(), owned);
                newMine.remove(fence.shard());
                if (me.equals(fence.node())) {
                    newMine.put(fence.shard(), fence);
                }
            }
        }
        return new Ownership(at, newShards, alive, newMine);
    }

    /** They still belong to this node, but are not served any more. */
    Ownership without(Collection<Fence> leaving) {
        Map<Shard, Fence> newMine = new HashMap<>(mine);
        newMine.values().removeAll(leaving);
        return new Ownership(at, shards, alive, newMine);
    }

    /** They are free now. */
    Ownership released(Collection<Fence> given) {
        Map<Shard, Owned> newShards = new HashMap<>(shards);
        for (Fence fence : given) {
            newShards.replace(
                    fence.shard(),
                    new Owned(fence.shard(), fence.node(), fence.epoch()),
                    new Owned(fence.shard(), null, fence.epoch()));
        }
        return new Ownership(at, newShards, alive, mine);
    }

    /** A guess at what will be when this node is gone: the placement over the others. */
    Ownership afterLeaving(NodeId me) {
        Map<NodeId, Member> others = new HashMap<>(alive);
        others.remove(me);
        Map<Shard, Owned> heirs = new HashMap<>();
        for (Owned owned : shards.values()) {
            boolean ends = owned.owner() == null || me.equals(owned.owner());
            NodeId heir =
                    ends
                            ? Placement.owner(owned.shard(), others.keySet()).orElse(null)
                            : owned.owner();
            heirs.put(owned.shard(), new Owned(owned.shard(), heir, owned.epoch()));
        }
        return new Ownership(at, heirs, others, Map.of());
    }

    private static Owned newer(Owned row, @Nullable Owned later) {
        return later != null && later.epoch() > row.epoch() ? later : row;
    }

    private static Map<NodeId, Member> living(ClusterView view) {
        Map<NodeId, Member> living = new HashMap<>();
        view.members().stream()
                .filter(member -> member.isAliveAt(view.now()))
                .forEach(member -> living.put(member.node(), member));
        return living;
    }
}
