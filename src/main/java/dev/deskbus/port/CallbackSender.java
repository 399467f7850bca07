package dev.deskbus.port;

import dev.deskbus.domain.callback.CallbackOutcome;
import dev.deskbus.domain.callback.OutboxEntry;
import io.vertx.core.Future;
import java.util.function.BooleanSupplier;

/** Makes one attempt to deliver a callback; never fails, never retries. */
@FunctionalInterface
public interface CallbackSender {
    /**
     * Sends it and says how it went.
     *
     * @param mayStill asked immediately before anything leaves this node; when it says no, nothing
     *     does (reliability R8)
     */
    Future<CallbackOutcome> send(Delivery delivery, BooleanSupplier mayStill);

    /**
     * One attempt.
     *
     * @param number constant over the attempts: the delivery id (decision V2-43); 0 past the lane
     * @param attempt counted from 1
     */
    record Delivery(long number, int attempt, OutboxEntry entry) {}
}
