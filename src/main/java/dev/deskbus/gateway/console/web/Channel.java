package dev.deskbus.gateway.console.web;

import dev.deskbus.gateway.console.Screen;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The one address at which one socket hears what happens: unguessable, and of no use to any other
 * socket. Used in the socket's context.
 */
final class Channel implements Screen {
    private static final String OUT = "web.out.";

    private final String address = OUT + UUID.randomUUID();
    private final Screen socket;
    private boolean isHeard;

    Channel(Screen socket) {
        this.socket = socket;
    }

    String address() {
        return address;
    }

    boolean isHeard() {
        return isHeard;
    }

    void setHeard(boolean heard) {
        isHeard = heard;
    }

    @Override
    public boolean push(JsonObject body) {
        return isHeard && socket.push(BridgeReplies.received(address, body));
    }

    @Override
    public <T> Future<T> enter(Supplier<Future<T>> work) {
        return socket.enter(work);
    }

    @Override
    public <T> Future<T> here(Future<T> work) {
        return socket.here(work);
    }
}
