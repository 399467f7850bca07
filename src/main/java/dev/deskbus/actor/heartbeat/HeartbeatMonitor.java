package dev.deskbus.actor.heartbeat;

import dev.deskbus.bus.Addresses;
import dev.deskbus.bus.Bus;
import dev.deskbus.bus.Topic;
import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.ConsoleEvent.AgentWent;
import dev.deskbus.domain.queue.QueueCommand.AgentTouched;
import dev.deskbus.port.DatabaseClock;
import dev.deskbus.port.Heartbeats;
import dev.deskbus.port.Lease;
import dev.deskbus.port.PresenceStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Knows the sockets of this node and when each was last heard; beats, lets silent ones go, renews
 * this node's lease and tells of agents who did not come back. One per node. As {@link Heartbeats}
 * it may be used by any thread, also before it is deployed.
 */
public final class HeartbeatMonitor extends VerticleBase implements Heartbeats {
    /** A database that is only slow for a moment sends nobody away. */
    private static final int LATE_PULSES = 3;

    private final LiveSockets sockets = new LiveSockets();
    private final Lease lease;
    private final PresenceStore presence;
    private final Bus bus;
    private final DatabaseClock clock;
    private final HeartbeatSettings settings;
    private final Chore renewing;
    private final Chore sweeping;
    private int lateness;

    /** Watches nobody yet; the timers begin with the deployment. */
    public HeartbeatMonitor(
            Lease lease,
            PresenceStore presence,
            Bus bus,
            DatabaseClock clock,
            HeartbeatSettings settings) {
        this.lease = lease;
        this.presence = presence;
        this.bus = bus;
        this.clock = clock;
        this.settings = settings;
        this.renewing = new Chore("renew the lease", lease::renew);
        this.sweeping = new Chore("sweep agents who went", this::sweep);
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(settings.beat().toMillis(), _ -> sockets.beat());
        vertx.setPeriodic(settings.renewal().toMillis(), _ -> renewing.run());
        vertx.setPeriodic(settings.pulse().toMillis(), _ -> onPulse());
        return Future.succeededFuture();
    }

    @Override
    public void add(Socket socket) {
        sockets.add(socket);
    }

    @Override
    public void remove(Socket socket) {
        sockets.remove(socket);
    }

    /**
     * Sends every socket away, evenly over that time, so that they do not all come back at the same
     * moment; new ones at once. Completes when all were told.
     */
    public Future<Void> drain(Duration spread) {
        sockets.beginDrain();
        return sendAway(spread);
    }

    private Future<Void> sendAway(Duration spread) {
        List<Socket> all = sockets.all();
        Future<Void> told = Future.succeededFuture();
        long pause = Math.max(1, spread.toMillis() / Math.max(1, all.size()));
        for (Socket socket : all) {
            told =
                    told.compose(_ -> vertx.timer(pause, TimeUnit.MILLISECONDS))
                            .map(
                                    _ -> {
                                        sockets.sendAway(socket);
                                        return null;
                                    });
        }
        return told;
    }

    /**
     * Who is served by a node that is cut off, from the others or from the database, would see
     * nothing any more (reliability R8). Whoever comes to it meanwhile is sent on at once.
     */
    private void leaveWhenUseless() {
        lateness = lease.isHeld() ? 0 : lateness + 1;
        boolean useless = lease.isIsolated() || lateness >= LATE_PULSES;
        sockets.turnAway(useless);
        if (useless) {
            var _ = sendAway(settings.pulse());
        }
    }

    private void onPulse() {
        leaveWhenUseless();
        sockets.closeSilent(System.nanoTime(), settings.patience());
        sweeping.run();
    }

    private Future<List<Agent>> sweep() {
        return presence.sweepGone(settings.grace()).onSuccess(gone -> gone.forEach(this::tellGone));
    }

    private void tellGone(Agent agent) {
        bus.publish(
                Topic.tenant(agent.tenant()),
                new AgentWent(agent.id(), agent.number(), agent.name(), clock.now()));
        agent.queues()
                .forEach(queue -> bus.tell(Addresses.queue(queue), new AgentTouched(agent.id())));
    }
}
