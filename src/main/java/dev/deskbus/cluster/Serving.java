package dev.deskbus.cluster;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.Fence;
import dev.deskbus.port.NodeStore.ClusterView;
import dev.deskbus.port.NodeStore.Owned;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What this node serves, and whom it tells. One change at a time, in the order in which listeners
 * hear of them.
 *
 * <p>Renewals, claims and releases run side by side, so an answer may be older than what is known
 * already. Two rules put them in order. A shard that was taken after a view was asked for is as the
 * claim said, by its higher epoch. A fence that this node began to give back is never served again,
 * whatever a view says and whether or not the release is known to have arrived; the shard may be
 * served again only in a later epoch, after a claim.
 */
final class Serving {
    private final NodeId node;
    private final List<OwnershipListener> listeners = new CopyOnWriteArrayList<>();
    private final Set<Fence> given = new HashSet<>();
    private final Map<Shard, Learned> learned = new HashMap<>();
    private volatile Ownership ownership = Ownership.NOTHING;

    Serving(NodeId node) {
        this.node = node;
    }

    /** A shard that was taken, and when this node got to know. */
    private record Learned(Owned owned, long atNanos) {}

    void listen(OwnershipListener listener) {
        listeners.add(listener);
    }

    Ownership now() {
        return ownership;
    }

    /** The database said this to a question sent then; only to be used while the lease is held. */
    synchronized Ownership onView(ClusterView view, long sentAt) {
        forgetWhatItShows(view, sentAt);
        Map<Shard, Owned> later = new HashMap<>();
        learned.forEach((shard, news) -> later.put(shard, news.owned()));
        serve(Ownership.of(view, node, later, given));
        return ownership;
    }

    /** This node is outside, and only looks. */
    synchronized void onLook(ClusterView view) {
        ownership = Ownership.ofOthers(view, node);
    }

    /** Somebody has taken these. */
    synchronized void onClaimed(List<Fence> claimed, long nowNanos) {
        for (Fence fence : claimed) {
            Owned owned = new Owned(fence.shard(), fence.node(), fence.epoch());
            learned.merge(
                    fence.shard(),
                    new Learned(owned, nowNanos),
                    (old, news) -> news.owned().epoch() > old.owned().epoch() ? news : old);
        }
        serve(ownership.with(claimed, node));
        List<Fence> ours = claimed.stream().filter(each -> each.node().equals(node)).toList();
        if (!ours.isEmpty()) {
            listeners.forEach(each -> each.onClaimed(ours));
        }
    }

    /** This shard will be given back soon; completes when nothing is under way there. */
    Future<?> onGoing(Fence going) {
        return Future.join(listeners.stream().map(each -> each.onGoing(going)).toList());
    }

    /** These are not served from now on; completes when they have been stopped. */
    synchronized Future<Void> stop(Collection<Fence> group) {
        given.addAll(group);
        return serve(ownership.without(group));
    }

    /** These are free now. */
    synchronized void onReleased(Collection<Fence> group) {
        ownership = ownership.released(group);
        listeners.forEach(OwnershipListener::onReleased);
    }

    /**
     * What a view showed as ours though it was to be given back: the release has to be repeated.
     */
    synchronized List<Fence> unreleased() {
        return given.stream().filter(fence -> isOnDisk(fence, ownership)).toList();
    }

    /** Whoever still asks from here is sent to those who have taken the shards, or will. */
    synchronized void onLeft() {
        serve(ownership.afterLeaving(node));
        given.clear();
        learned.clear();
        listeners.forEach(OwnershipListener::onReleased);
    }

    private void forgetWhatItShows(ClusterView view, long sentAt) {
        learned.values().removeIf(news -> news.atNanos() - sentAt < 0);
        Map<Shard, Owned> rows = new HashMap<>();
        view.shards().forEach(row -> rows.put(row.shard(), row));
        given.removeIf(
                fence -> {
                    Owned row = rows.get(fence.shard());
                    return row != null
                            && row.epoch() >= fence.epoch()
                            && !(row.epoch() == fence.epoch() && node.equals(row.owner()));
                });
    }

    private boolean isOnDisk(Fence fence, Ownership in) {
        return new Owned(fence.shard(), node, fence.epoch()).equals(in.shards().get(fence.shard()));
    }

    private Future<Void> serve(Ownership next) {
        Ownership before = ownership;
        ownership = next;
        Set<Fence> fences = next.fences();
        if (before.fences().equals(fences)) {
            return Future.succeededFuture();
        }
        return Future.join(listeners.stream().map(each -> each.onOwned(fences)).toList())
                .mapEmpty();
    }
}
