package dev.deskbus.bus;

import io.vertx.core.Future;
import java.util.function.Consumer;

/** The only way to talk to an actor, on whichever node it is. */
public interface Bus {
    /**
     * Sends and waits for the answer, at most five seconds with all repeats. The command is
     * repeated unchanged while its actor moves; whatever goes wrong comes back as a {@code
     * Refusal}, and {@code UNAVAILABLE} means that the outcome is unknown.
     */
    <C, A> Future<A> ask(Address<C, A> to, C command);

    /** Sends and forgets: at most once, no answer. */
    <C> void tell(Address<C, ?> to, C command);

    /** Shows an event to every listener on every node: at most once each. */
    <E> void publish(Topic<E> topic, E event);

    /** Listens, in the caller's context, until the subscription is closed. */
    <E> Subscription subscribe(Topic<E> topic, Consumer<E> listener);

    /** A listening that can be ended. */
    @FunctionalInterface
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
