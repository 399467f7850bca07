package dev.deskbus.actor.callback;

import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.Fence;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The shards in which nothing begins any more, because they will be given back. */
final class Ending {
    private final Map<Fence, Promise<Void>> ending = new HashMap<>();

    /** From now on nothing begins there; completes when nothing is under way either. */
    Future<Void> begin(Fence fence) {
        return ending.computeIfAbsent(fence, _ -> Promise.promise()).future();
    }

    boolean contains(Fence fence) {
        return ending.containsKey(fence);
    }

    /** These lanes are busy, and no others. */
    void onBusy(Collection<ClientId> lanes) {
        if (!ending.isEmpty()) {
            Set<Shard> busy = new HashSet<>();
            lanes.forEach(lane -> busy.add(Shard.of(lane)));
            ending.forEach(
                    (fence, quiet) -> {
                        if (!busy.contains(fence.shard())) {
                            quiet.tryComplete();
                        }
                    });
        }
    }

    /** Forgets what is not ours any more. */
    void keepOnly(Collection<Fence> ours) {
        ending.entrySet()
                .removeIf(
                        each -> {
                            boolean gone = !ours.contains(each.getKey());
                            if (gone) {
                                each.getValue().tryComplete();
                            }
                            return gone;
                        });
    }
}
