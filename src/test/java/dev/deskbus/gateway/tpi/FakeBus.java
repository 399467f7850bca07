package dev.deskbus.gateway.tpi;

import dev.deskbus.bus.Address;
import dev.deskbus.bus.Bus;
import dev.deskbus.bus.Topic;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** Answers as it is told, and remembers what was asked and told. */
final class FakeBus implements Bus {
    final List<Sent> asked = new CopyOnWriteArrayList<>();
    final List<Sent> told = new CopyOnWriteArrayList<>();
    private volatile Function<Object, Object> script = _ -> new Object();

    record Sent(String to, Object command) {}

    /** From now on every ask gets this, or fails with it when it is a throwable. */
    void answer(Object answer) {
        script = _ -> answer;
    }

    void answer(Function<Object, Object> answers) {
        script = answers;
    }

    @SuppressWarnings("unchecked")
    <C> C lastAsked() {
        return (C) asked.getLast().command();
    }

    @Override
    public <C, A> Future<A> ask(Address<C, A> to, C command) {
        asked.add(new Sent(to.value(), command));
        Object answer = script.apply(command);
        return answer instanceof Throwable failure
                ? Future.failedFuture(failure)
                : Future.succeededFuture(to.answer().cast(answer));
    }

    @Override
    public <C> void tell(Address<C, ?> to, C command) {
        told.add(new Sent(to.value(), command));
    }

    @Override
    public <E> void publish(Topic<E> topic, E event) {
        throw new AssertionError("gateways publish nothing");
    }

    @Override
    public <E> Subscription subscribe(Topic<E> topic, Consumer<E> listener) {
        throw new AssertionError("this gateway listens to nothing");
    }
}
