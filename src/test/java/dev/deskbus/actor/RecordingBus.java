package dev.deskbus.actor;

import dev.deskbus.bus.Address;
import dev.deskbus.bus.Bus;
import dev.deskbus.bus.Topic;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Remembers what was told and published; delivers nothing. */
public final class RecordingBus implements Bus {
    /** What went where, in order. */
    public record Sent(String to, Object what) {}

    private final List<Sent> sent = new CopyOnWriteArrayList<>();

    @Override
    public <C, A> Future<A> ask(Address<C, A> to, C command) {
        throw new UnsupportedOperationException("actors here ask nobody");
    }

    @Override
    public <C> void tell(Address<C, ?> to, C command) {
        sent.add(new Sent(to.value(), command));
    }

    @Override
    public <E> void publish(Topic<E> topic, E event) {
        sent.add(new Sent(topic.value(), event));
    }

    @Override
    public <E> Subscription subscribe(Topic<E> topic, Consumer<E> listener) {
        throw new UnsupportedOperationException("actors here do not listen");
    }

    public List<Sent> sent() {
        return List.copyOf(sent);
    }

    public <E> List<E> sent(Class<E> kind) {
        return sent.stream().map(Sent::what).filter(kind::isInstance).map(kind::cast).toList();
    }

    /** What was sent since the last time somebody asked. */
    public List<Sent> drain() {
        List<Sent> drained = List.copyOf(sent);
        sent.clear();
        return drained;
    }
}
