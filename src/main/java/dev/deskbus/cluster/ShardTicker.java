package dev.deskbus.cluster;

import dev.deskbus.bus.Address;
import dev.deskbus.bus.Addresses;
import dev.deskbus.bus.Bus;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.domain.queue.QueueCommand;
import dev.deskbus.domain.session.SessionCommand;
import dev.deskbus.port.Fence;
import dev.deskbus.port.Lease;
import dev.deskbus.port.QueueStore;
import dev.deskbus.port.SessionStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells queues where somebody waits, and sessions whose idle rule may be due, that the clock moved:
 * those of our own shards, every second, and at once in shards that were just taken. Who is slow
 * holds up nobody else. Now and then one node frees slots that sessions kept which were closed
 * while they were handed over.
 */
public final class ShardTicker extends VerticleBase implements OwnershipListener {
    private static final Logger LOG = LoggerFactory.getLogger(ShardTicker.class);
    private static final long PERIOD_MILLIS = 1000;
    private static final int SESSIONS_AT_ONCE = 100;

    /** Once in so many ticks the owner of this shard frees what nobody else would. */
    private static final int SWEEP_PERIODS = 30;

    private static final Shard SWEEPERS = new Shard(0);

    private final Lease lease;
    private final QueueStore queues;
    private final SessionStore sessions;
    private final Bus bus;
    private final long periodMillis;
    private final Set<String> ticked = ConcurrentHashMap.newKeySet();
    private final Round queueRound = new Round("queues", this::tickQueues);
    private final Round sessionRound = new Round("sessions", this::tickSessions);

    /** Ticks once a second. */
    public ShardTicker(Lease lease, QueueStore queues, SessionStore sessions, Bus bus) {
        this(lease, queues, sessions, bus, PERIOD_MILLIS);
    }

    ShardTicker(Lease lease, QueueStore queues, SessionStore sessions, Bus bus, long periodMillis) {
        this.lease = lease;
        this.queues = queues;
        this.sessions = sessions;
        this.bus = bus;
        this.periodMillis = periodMillis;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(
                periodMillis,
                _ -> {
                    queueRound.begin();
                    sessionRound.begin();
                });
        Round slotRound = new Round("slots", this::sweepSlots);
        vertx.setPeriodic(SWEEP_PERIODS * periodMillis, _ -> slotRound.begin());
        return Future.succeededFuture();
    }

    /** What waits there has waited long enough. */
    @Override
    public void onClaimed(List<Fence> claimed) {
        context.runOnContext(_ -> queueRound.begin());
    }

    @Override
    public Future<?> onOwned(Set<Fence> owned) {
        return Future.succeededFuture();
    }

    private Future<?> tickQueues(List<Shard> shards) {
        return queues.findBusy(shards)
                .onSuccess(busy -> tickAll(busy, Addresses::queue, new QueueCommand.Tick()));
    }

    private Future<?> tickSessions(List<Shard> shards) {
        return sessions.findDue(shards, SESSIONS_AT_ONCE)
                .onSuccess(due -> tickAll(due, Addresses::session, new SessionCommand.Tick()));
    }

    private Future<?> sweepSlots(List<Shard> shards) {
        return shards.contains(SWEEPERS) ? sessions.freeClosedSlots() : Future.succeededFuture();
    }

    private <I, C> void tickAll(List<I> ids, Function<I, Address<C, ?>> address, C tick) {
        ids.stream().map(address).forEach(to -> tick(to, tick));
    }

    /** One that is slow or stuck is not asked again before it has answered. */
    private <C> void tick(Address<C, ?> to, C tick) {
        if (ticked.add(to.value())) {
            bus.ask(to, tick)
                    .onComplete(
                            result -> {
                                ticked.remove(to.value());
                                if (result.failed()) {
                                    warn(to.value(), result.cause());
                                }
                            });
        }
    }

    private static void warn(String what, Throwable cause) {
        LOG.atWarn()
                .addKeyValue("what", what)
                .addKeyValue("why", String.valueOf(cause))
                .log("ticking failed");
    }

    /** One kind of looking; a slow look is not joined by another. */
    private final class Round {
        private final String what;
        private final Function<List<Shard>, Future<?>> tick;
        private boolean underWay;

        Round(String what, Function<List<Shard>, Future<?>> tick) {
            this.what = what;
            this.tick = tick;
        }

        void begin() {
            List<Shard> shards = lease.fences().stream().map(Fence::shard).toList();
            if (underWay || shards.isEmpty()) {
                return;
            }
            underWay = true;
            Future.succeededFuture()
                    .compose(_ -> tick.apply(shards).mapEmpty())
                    .onComplete(
                            result -> {
                                underWay = false;
                                if (result.failed()) {
                                    warn(what, result.cause());
                                }
                            });
        }
    }
}
