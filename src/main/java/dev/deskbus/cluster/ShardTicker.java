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
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells queues where somebody waits, and sessions whose idle rule may be due, that the clock moved:
 * those of our own shards, every second, and only when the last round is over. Now and then one
 * node frees slots that sessions kept which were closed while they were handed over.
 */
public final class ShardTicker extends VerticleBase {
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
        Round queueRound = new Round("queues", this::tickQueues);
        Round sessionRound = new Round("sessions", this::tickSessions);
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

    private Future<?> tickQueues(List<Shard> shards) {
        return queues.findBusy(shards)
                .compose(busy -> tickAll(busy, Addresses::queue, new QueueCommand.Tick()));
    }

    private Future<?> tickSessions(List<Shard> shards) {
        return sessions.findDue(shards, SESSIONS_AT_ONCE)
                .compose(due -> tickAll(due, Addresses::session, new SessionCommand.Tick()));
    }

    private Future<?> sweepSlots(List<Shard> shards) {
        return shards.contains(SWEEPERS) ? sessions.freeClosedSlots() : Future.succeededFuture();
    }

    private <I, C> Future<?> tickAll(List<I> ids, Function<I, Address<C, ?>> address, C tick) {
        return Future.join(ids.stream().map(id -> bus.ask(address.apply(id), tick)).toList());
    }

    /** One kind of ticking; a slow round is not joined by another. */
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
                                    LOG.atWarn()
                                            .addKeyValue("what", what)
                                            .addKeyValue("why", String.valueOf(result.cause()))
                                            .log("ticking failed");
                                }
                            });
        }
    }
}
