package dev.deskbus.gateway.console;

import dev.deskbus.bus.Address;
import dev.deskbus.bus.Bus;
import dev.deskbus.bus.Topic;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Remembers what went over it; asks are answered by a script, publishing really reaches. */
public final class ScriptedBus implements Bus {
    public record Sent(String address, Object message) {}

    private record Listener(Topic<?> topic, Consumer<Object> consumer, Context context) {}

    public final List<Sent> asked = new CopyOnWriteArrayList<>();
    public final List<Sent> told = new CopyOnWriteArrayList<>();
    public final List<Sent> published = new CopyOnWriteArrayList<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    public volatile Predicate<Object> loses = _ -> false;
    private volatile Function<Object, Future<?>> script =
            command -> Future.failedFuture(new AssertionError("not expected: " + command));

    public void answer(Function<Object, Future<?>> script) {
        this.script = script;
    }

    public int listening() {
        return listeners.size();
    }

    public boolean isHeard(Topic<?> topic) {
        return listeners.stream().anyMatch(each -> each.topic().equals(topic));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <C, A> Future<A> ask(Address<C, A> to, C command) {
        asked.add(new Sent(to.value(), command));
        return (Future<A>) script.apply(command);
    }

    @Override
    public <C> void tell(Address<C, ?> to, C command) {
        told.add(new Sent(to.value(), command));
    }

    @Override
    public <E> void publish(Topic<E> topic, E event) {
        published.add(new Sent(topic.value(), event));
        if (loses.test(event)) {
            return;
        }
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
