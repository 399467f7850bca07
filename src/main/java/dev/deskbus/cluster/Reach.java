package dev.deskbus.cluster;

import dev.deskbus.bus.Envelope;
import dev.deskbus.bus.Nodes;
import dev.deskbus.domain.id.NodeId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks every member twice a second, over the bus and at its own address, whether it is there: so a
 * cut is known within two and a half seconds, and a frozen process too (decision 2). Who did not
 * answer within two seconds, or is no member any more, is not reached. As {@link Neighbours} it may
 * be used by any thread, also before it is deployed.
 */
public final class Reach extends VerticleBase implements Neighbours {
    private static final Duration PERIOD = Duration.ofMillis(500);
    private static final Duration MEMORY = Duration.ofSeconds(2);

    private final NodeId me;
    private final Neighbours members;
    private final Map<NodeId, Long> answeredAt = new ConcurrentHashMap<>();
    private final Map<NodeId, Long> askedAt = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Set<NodeId> reached = Set.of();
    private volatile @Nullable Context home;

    /**
     * Reaches nobody before it is deployed.
     *
     * @param members whom to ask
     */
    public Reach(NodeId me, Neighbours members) {
        this.me = me;
        this.members = members;
    }

    /** Completes when every member has answered, or some have not for a while. */
    @Override
    public Future<?> start() {
        home = context;
        members.listen(() -> context.runOnContext(_ -> round()));
        vertx.setPeriodic(PERIOD.toMillis(), _ -> round());
        return round().timeout(PERIOD.toMillis(), TimeUnit.MILLISECONDS).otherwiseEmpty();
    }

    @Override
    public Set<NodeId> seen() {
        return reached;
    }

    @Override
    public Set<NodeId> heard() {
        return recent(askedAt);
    }

    /** Whoever asks for the first time can surely be asked. */
    @Override
    public void onPing(NodeId by) {
        askedAt.put(by, System.nanoTime());
        Context here = home;
        if (here != null && !reached.contains(by)) {
            here.runOnContext(_ -> ask(by));
        }
    }

    @Override
    public void listen(Runnable onChange) {
        listeners.add(onChange);
    }

    private Future<?> round() {
        Set<NodeId> all = members.seen();
        answeredAt.keySet().retainAll(all);
        askedAt.keySet().retainAll(all);
        look();
        return Future.join(all.stream().filter(peer -> !peer.equals(me)).map(this::ask).toList());
    }

    private Future<?> ask(NodeId peer) {
        return vertx.eventBus()
                .request(
                        Nodes.address(peer),
                        new Envelope.Ping(me),
                        new DeliveryOptions().setSendTimeout(MEMORY.toMillis()))
                .onSuccess(
                        _ -> {
                            answeredAt.put(peer, System.nanoTime());
                            look();
                        });
    }

    private void look() {
        Set<NodeId> now = new HashSet<>(recent(answeredAt));
        now.retainAll(members.seen());
        if (!now.equals(reached)) {
            reached = Set.copyOf(now);
            listeners.forEach(Runnable::run);
        }
    }

    private static Set<NodeId> recent(Map<NodeId, Long> times) {
        long now = System.nanoTime();
        Set<NodeId> recent = new HashSet<>();
        times.forEach(
                (node, time) -> {
                    if (now - time < MEMORY.toNanos()) {
                        recent.add(node);
                    }
                });
        return recent;
    }
}
