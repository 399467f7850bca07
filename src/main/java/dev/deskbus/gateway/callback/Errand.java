package dev.deskbus.gateway.callback;

import dev.deskbus.domain.client.Integration;
import dev.deskbus.port.CallbackSender.Delivery;
import java.util.function.BooleanSupplier;

/**
 * One attempt to tell a third party something.
 *
 * @param mayStill asked immediately before anything leaves this node
 */
record Errand(Delivery delivery, Integration integration, BooleanSupplier mayStill) {}
