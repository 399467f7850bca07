package dev.deskbus.actor.callback;

import dev.deskbus.bus.Actor;
import dev.deskbus.bus.Addresses;
import dev.deskbus.domain.callback.CallbackAnswer;
import dev.deskbus.domain.callback.CallbackAnswer.Heard;
import dev.deskbus.domain.callback.CallbackCommand;
import dev.deskbus.domain.callback.CallbackCommand.Pass;
import dev.deskbus.domain.callback.CallbackCommand.Wake;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.port.CallbackSender;
import dev.deskbus.port.CallbackStore;
import dev.deskbus.port.Fence;
import dev.deskbus.port.Lease;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/**
 * Knows the lanes of the shards that this node owns; one per node. It only hears: the work is done
 * by {@link Lanes}, on the same context, and never holds the mailbox. A wake is a hint; a sweep
 * finds what nobody woke: after a restart, a take-over or a lost wake.
 */
public final class CallbackDispatcher extends Actor<CallbackCommand, CallbackAnswer> {
    /** The address is the same for all lanes; only its name is used here. */
    private static final ClientId ANY_LANE = new ClientId("any");

    private static final CallbackAnswer HEARD = new Heard();

    private final CallbackStore store;
    private final CallbackSender sender;
    private final Lease lease;
    private final DispatchRules rules;
    private final DeliveryCounts counts;
    private @Nullable Lanes lanes;
    private long sweeper;

    /** A dispatcher that adds what it does to {@code counts}. */
    public CallbackDispatcher(
            CallbackStore store,
            CallbackSender sender,
            Lease lease,
            DispatchRules rules,
            DeliveryCounts counts) {
        super(Addresses.callbacks(ANY_LANE));
        this.store = store;
        this.sender = sender;
        this.lease = lease;
        this.rules = rules;
        this.counts = counts;
    }

    @Override
    public Future<?> start() throws Exception {
        Home home = new Home(vertx, context, rules.patience());
        Ledger ledger = new Ledger(home, store, rules, counts);
        Lanes ours = new Lanes(home, ledger, new Courier(home, sender, lease, counts), rules);
        lanes = ours;
        sweeper = vertx.setPeriodic(rules.sweepEvery().toMillis(), _ -> ours.sweep());
        return super.start();
    }

    /**
     * That shard will be given back: takes nothing more there; completes when nothing is under way
     * there. May be called on any thread.
     */
    public Future<Void> finish(Fence fence) {
        Promise<Void> quiet = Promise.promise();
        context.runOnContext(
                _ -> {
                    if (lanes == null) {
                        quiet.complete();
                    } else {
                        lanes.finish(fence).onComplete(quiet);
                    }
                });
        return quiet.future();
    }

    /** Takes nothing new, and waits a while for the deliveries under way. */
    @Override
    public Future<?> stop() throws Exception {
        vertx.cancelTimer(sweeper);
        Future<?> drained = lanes == null ? Future.succeededFuture() : lanes.drain();
        return Future.join(super.stop(), drained);
    }

    @Override
    protected Future<CallbackAnswer> receive(CallbackCommand command) {
        if (lanes != null) {
            switch (command) {
                case Wake(var lane) -> lanes.wake(lane);
                case Pass(var entry) -> lanes.pass(entry);
            }
        }
        return Future.succeededFuture(HEARD);
    }
}
