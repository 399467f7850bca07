package dev.deskbus.cluster;

import dev.deskbus.bus.Envelope;
import dev.deskbus.bus.Nodes;
import dev.deskbus.port.ActorFactory;
import dev.deskbus.port.Fence;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Takes every envelope that arrives for this node; activates the actor, hands the command over
 * locally and passes the answer on, provided that the shard is ours. Commands for an address that
 * no factory knows go to whoever listens there locally. To be deployed before the node joins.
 */
public final class ShardHost extends VerticleBase {
    private static final long SWEEP_MILLIS = 1000;

    private final Holding holding;
    private final List<ActorFactory> factories;
    private final Duration idle;

    /**
     * The host of this node's shards.
     *
     * @param idle an actor that had nothing to do for so long is passivated
     */
    public ShardHost(NodeLease lease, List<ActorFactory> factories, Duration idle) {
        this((Holding) lease, factories, idle);
    }

    ShardHost(Holding holding, List<ActorFactory> factories, Duration idle) {
        this.holding = holding;
        this.factories = List.copyOf(factories);
        this.idle = idle;
    }

    @Override
    public Future<?> start() {
        Roster roster = new Roster(vertx, context);
        Hosting hosting = new Hosting(vertx, holding, factories, roster);
        holding.listen(new Follower(roster, hosting));
        vertx.setPeriodic(SWEEP_MILLIS, _ -> roster.passivate(idle.toNanos()));
        MessageConsumer<Envelope> consumer =
                vertx.eventBus().consumer(Nodes.address(holding.node()));
        consumer.handler(hosting::onEnvelope);
        return consumer.completion();
    }

    /** Brings what the lease says to the host's own thread. */
    private final class Follower implements OwnershipListener {
        private final Roster roster;
        private final Hosting hosting;

        Follower(Roster roster, Hosting hosting) {
            this.roster = roster;
            this.hosting = hosting;
        }

        @Override
        public Future<?> onOwned(Set<Fence> owned) {
            Promise<Object> stopped = Promise.promise();
            context.runOnContext(
                    _ -> roster.keepOnly(owned).onComplete(_ -> stopped.tryComplete()));
            return stopped.future();
        }

        @Override
        public void onReleased() {
            context.runOnContext(_ -> hosting.announceRelease());
        }

        @Override
        public void onClaimed(List<Fence> claimed) {
            context.runOnContext(_ -> hosting.announceClaim(claimed));
        }
    }
}
