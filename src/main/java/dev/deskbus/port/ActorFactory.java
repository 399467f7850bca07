package dev.deskbus.port;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Makes the actor behind a local address, such as {@code session.96}, with its state loaded. */
public interface ActorFactory {
    /** What the addresses of these actors begin with, such as {@code session.}. */
    String prefix();

    /**
     * Loads the actor with that id; it is not deployed yet. Fails with a {@code Refusal} when there
     * is nothing with that id.
     */
    Future<? extends VerticleBase> make(String id, Fence fence);
}
