package dev.deskbus.gateway.wechat;

import dev.deskbus.bus.Address;
import dev.deskbus.bus.Bus;
import dev.deskbus.bus.Topic;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** Answers as it is told, and remembers what was asked. */
final class ScriptedBus implements Bus {
    final List<Object> asked = new CopyOnWriteArrayList<>();
    final List<String> addresses = new CopyOnWriteArrayList<>();
    private volatile Function<Object, Object> script = _ -> new Object();

    /** From now on; an answer that is a throwable is a failure. */
    void answer(Function<Object, Object> answers) {
        script = answers;
    }

    @SuppressWarnings("unchecked")
    <C> C lastAsked() {
        return (C) asked.getLast();
    }

    @Override
    public <C, A> Future<A> ask(Address<C, A> to, C command) {
        asked.add(command);
        addresses.add(to.value());
        Object answer = script.apply(command);
        return answer instanceof Throwable failure
                ? Future.failedFuture(failure)
                : Future.succeededFuture(to.answer().cast(answer));
    }

    @Override
    public <C> void tell(Address<C, ?> to, C command) {
        throw new AssertionError("the bridge tells nothing");
    }

    @Override
    public <E> void publish(Topic<E> topic, E event) {
        throw new AssertionError("gateways publish nothing");
    }

    @Override
    public <E> Subscription subscribe(Topic<E> topic, Consumer<E> listener) {
        throw new AssertionError("the bridge listens to nothing");
    }
}
