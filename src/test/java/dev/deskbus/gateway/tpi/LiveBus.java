package dev.deskbus.gateway.tpi;

import dev.deskbus.bus.Address;
import dev.deskbus.bus.Bus;
import dev.deskbus.bus.Topic;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Asks are answered by a script; what is published really reaches its listeners. */
final class LiveBus implements Bus {
    private record Listener(Topic<?> topic, Consumer<Object> consumer, Context context) {}

    final FakeBus script = new FakeBus();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    int listening() {
        return listeners.size();
    }

    @Override
    public <C, A> Future<A> ask(Address<C, A> to, C command) {
        return script.ask(to, command);
    }

    @Override
    public <C> void tell(Address<C, ?> to, C command) {
        script.tell(to, command);
    }

    @Override
    public <E> void publish(Topic<E> topic, E event) {
        for (Listener each : listeners) {
            if (each.topic().equals(topic)) {
                each.context().runOnContext(_ -> each.consumer().accept(event));
            }
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public <E> Subscription subscribe(Topic<E> topic, Consumer<E> listener) {
        Listener added = new Listener(topic, (Consumer<Object>) listener, Vertx.currentContext());
        listeners.add(added);
        return () -> listeners.remove(added);
    }
}
