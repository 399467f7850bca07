package dev.deskbus.actor.callback;

import dev.deskbus.actor.callback.Ledger.Next;
import dev.deskbus.actor.callback.Ledger.Next.Again;
import dev.deskbus.actor.callback.Ledger.Next.GoOn;
import dev.deskbus.actor.callback.Ledger.Next.Stop;
import dev.deskbus.domain.callback.CallbackOutcome;
import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.domain.callback.RetryPlan;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.port.CallbackSender.Delivery;
import dev.deskbus.port.CallbackStore.Due;
import dev.deskbus.port.Fence;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/**
 * The outbox, lane by lane: one delivery under way in a lane, any number of lanes at once.
 *
 * <pre>
 * wake ─→ ready ─pump→ take the head ─→ a place at the receiver ─→ send ─→ settle ─┐
 *                      (or a sweep did)  (or wait in its line)          and take the next
 *                                                    ↑                             │
 *                                                    └─────── there was one ───────┘
 * </pre>
 *
 * <p>A lane is busy from taking to settled with nothing more taken. One that is woken meanwhile is
 * looked at again afterwards, unless a statement of its own that went out later took what was
 * there: so no wake is lost, and few find nothing. After a failure a timer wakes it. While a sweep
 * is out no lane begins, so a head has one taker. Belongs to one context.
 */
final class Lanes {
    private static final int MOST_READY = 100_000;

    private final Home home;
    private final Ledger ledger;
    private final Courier courier;
    private final DispatchRules rules;
    private final Receivers<Taken> receivers;
    private final SequencedSet<ClientId> ready = new LinkedHashSet<>();
    private final Set<ClientId> busy = new HashSet<>();
    private final Set<ClientId> woken = new HashSet<>();
    private final Ending ending = new Ending();
    private final Promise<Void> drained = Promise.promise();
    private int passing;
    private boolean sweeping;
    private boolean stopping;

    Lanes(Home home, Ledger ledger, Courier courier, DispatchRules rules) {
        this.home = home;
        this.ledger = ledger;
        this.courier = courier;
        this.rules = rules;
        this.receivers = new Receivers<>(rules.placesPerReceiver(), rules.parkedPerReceiver());
    }

    /** The lane has something new. Beyond all measure it is not noted: the sweep will find it. */
    void wake(ClientId lane) {
        if (busy.contains(lane)) {
            woken.add(lane);
        } else if (!stopping && ready.size() < MOST_READY) {
            ready.add(lane);
            pump();
        }
    }

    /** Sends past the lane, once; left out where there is no place or no right to send. */
    void pass(OutboxEntry entry) {
        String receiver = Taken.receiver(entry.target());
        Optional<Fence> fence = courier.fence(entry.callback().client());
        if (stopping || fence.isEmpty() || !receivers.tryEnter(receiver)) {
            return;
        }
        passing++;
        courier.send(new Delivery(0, 1, entry), fence.get())
                .onComplete(
                        (_, _) -> {
                            passing--;
                            leave(receiver);
                            endIfIdle();
                        });
    }

    /** Takes up lanes that nobody woke. */
    void sweep() {
        List<Fence> ours = courier.fences();
        List<Fence> fences = ours.stream().filter(each -> !ending.contains(each)).toList();
        if (!ours.isEmpty()) {
            ending.keepOnly(ours);
        }
        int room = rules.lanes() - active();
        if (sweeping || stopping || fences.isEmpty() || room <= 0) {
            return;
        }
        sweeping = true;
        ledger.take(fences, Set.copyOf(busy), room)
                .onSuccess(
                        found -> {
                            sweeping = false;
                            found.stream().filter(t -> occupy(t.lane())).forEach(this::place);
                            pump();
                            ending.onBusy(busy);
                        });
    }

    /** Takes nothing new in that shard; completes when nothing is under way there. */
    Future<Void> finish(Fence fence) {
        Future<Void> quiet = ending.begin(fence);
        receivers
                .dismiss(taken -> taken.fence().equals(fence))
                .forEach(taken -> giveBack(taken, "its shard moves", Duration.ZERO));
        if (!sweeping) {
            ending.onBusy(busy);
        }
        return quiet;
    }

    /** Takes nothing new; completes when all is quiet, or after a while. */
    Future<Void> drain() {
        stopping = true;
        ready.clear();
        receivers
                .dismiss(_ -> true)
                .forEach(taken -> giveBack(taken, "the node stops", Duration.ZERO));
        home.later(rules.drain(), drained::tryComplete);
        endIfIdle();
        return drained.future();
    }

    private int active() {
        return busy.size() - receivers.parked();
    }

    private boolean isFull() {
        return active() >= rules.lanes();
    }

    private void pump() {
        while (!sweeping && !isFull() && !ready.isEmpty()) {
            ClientId lane = ready.removeFirst();
            courier.fence(lane)
                    .filter(fence -> !ending.contains(fence))
                    .ifPresent(fence -> begin(lane, fence));
        }
    }

    private void begin(ClientId lane, Fence fence) {
        busy.add(lane);
        ledger.take(lane, fence, () -> mayTake(lane, fence))
                .onSuccess(head -> head.ifPresentOrElse(this::place, () -> release(lane)));
    }

    /** For a head that somebody else took. */
    private boolean occupy(ClientId lane) {
        boolean isNew = busy.add(lane);
        if (ready.remove(lane)) {
            woken.add(lane);
        }
        return isNew;
    }

    /** Asked when a statement goes out: whoever woke the lane before meant what it will see. */
    private boolean mayTake(ClientId lane, Fence fence) {
        woken.remove(lane);
        return !stopping && !ending.contains(fence);
    }

    /** The same after a delivery; lanes that wait for a turn are first. */
    private boolean mayTakeNext(ClientId lane, Fence fence) {
        boolean may = mayTake(lane, fence);
        if (may && isFull() && !ready.isEmpty()) {
            woken.add(lane);
            return false;
        }
        return may;
    }

    private void place(Taken taken) {
        if (stopping || ending.contains(taken.fence())) {
            giveBack(taken, "its shard moves", Duration.ZERO);
            return;
        }
        switch (receivers.admit(taken.receiver(), taken)) {
            case ADMITTED -> send(taken);
            case PARKED -> pump();
            case FULL -> giveBack(taken, "the receiver is busy", longWait(taken));
        }
    }

    private void send(Taken taken) {
        if (!courier.isOurs(taken.fence())) {
            leave(taken.receiver());
            release(taken.lane());
            return;
        }
        Due due = taken.due();
        courier.send(new Delivery(due.number(), due.attempt(), due.entry()), taken.fence())
                .onSuccess(
                        outcome -> {
                            leave(taken.receiver());
                            settle(taken, outcome);
                        });
    }

    private void settle(Taken taken, CallbackOutcome outcome) {
        ClientId lane = taken.lane();
        ledger.settle(taken, outcome, () -> mayTakeNext(lane, taken.fence()))
                .onSuccess(next -> goOn(lane, next));
    }

    /** Whoever was first in line has the place now. */
    private void leave(String receiver) {
        receivers.leave(receiver).ifPresent(this::send);
    }

    private void goOn(ClientId lane, Next next) {
        switch (next) {
            case GoOn(var head) -> place(head);
            case Again(var delay) -> {
                home.later(delay, () -> wake(lane));
                rest(lane);
            }
            case Stop _ -> release(lane);
        }
    }

    private void giveBack(Taken taken, String why, Duration wait) {
        ledger.giveBack(taken, why, wait).onSuccess(_ -> rest(taken.lane()));
    }

    /** Its head is not due, whoever woke it. */
    private void rest(ClientId lane) {
        woken.remove(lane);
        release(lane);
    }

    /** As after a failure, but what was never sent is never given up. */
    private Duration longWait(Taken taken) {
        RetryPlan plan = rules.plan();
        return plan.after(taken.due().attempt()).orElseGet(plan.delays()::getLast);
    }

    private void release(ClientId lane) {
        busy.remove(lane);
        if (woken.remove(lane) && !stopping) {
            ready.add(lane);
        }
        pump();
        if (!sweeping) {
            ending.onBusy(busy);
        }
        endIfIdle();
    }

    private void endIfIdle() {
        if (stopping && busy.isEmpty() && passing == 0) {
            drained.tryComplete();
        }
    }
}
