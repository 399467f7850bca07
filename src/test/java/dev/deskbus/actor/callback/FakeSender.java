package dev.deskbus.actor.callback;

import dev.deskbus.domain.callback.CallbackOutcome;
import dev.deskbus.domain.callback.CallbackOutcome.Taken;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.port.CallbackSender;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Records every attempt, and watches that a lane never has two under way. */
final class FakeSender implements CallbackSender {
    private final Monitor monitor;
    private final List<Delivery> sent = new ArrayList<>();
    private final Set<ClientId> underWay = new HashSet<>();
    private final List<String> faults = new ArrayList<>();
    private int most;
    private Function<Delivery, Future<CallbackOutcome>> receiver =
            _ -> Future.succeededFuture(new Taken());

    FakeSender(Monitor monitor) {
        this.monitor = monitor;
    }

    synchronized void answers(Function<Delivery, Future<CallbackOutcome>> how) {
        receiver = how;
    }

    synchronized List<Delivery> sent() {
        return List.copyOf(sent);
    }

    /** The numbers sent, in order, with repeats. */
    synchronized List<Long> numbers() {
        return sent.stream().map(Delivery::number).toList();
    }

    synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    /** How many were under way at the busiest moment. */
    synchronized int most() {
        return most;
    }

    @Override
    public Future<CallbackOutcome> send(Delivery delivery, BooleanSupplier mayStill) {
        ClientId lane = delivery.entry().callback().client();
        Future<CallbackOutcome> outcome;
        synchronized (this) {
            sent.add(delivery);
            if (delivery.number() > 0 && !underWay.add(lane)) {
                faults.add("two at once in lane " + lane + ", with " + delivery.number());
            }
            most = Math.max(most, underWay.size());
            outcome = receiver.apply(delivery);
        }
        monitor.changed();
        return outcome.andThen((_, _) -> done(delivery, lane));
    }

    private synchronized void done(Delivery delivery, ClientId lane) {
        if (delivery.number() > 0) {
            underWay.remove(lane);
        }
    }
}
