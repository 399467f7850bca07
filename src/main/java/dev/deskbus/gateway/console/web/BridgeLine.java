package dev.deskbus.gateway.console.web;

import dev.deskbus.gateway.console.ConsoleClose;
import dev.deskbus.gateway.console.ConsoleLine;
import io.vertx.core.Future;

/** Another line, at whose end the bridge's own error says why. */
record BridgeLine(ConsoleLine socket) implements ConsoleLine {
    @Override
    public void listen(Listener listener) {
        socket.listen(listener);
    }

    @Override
    public Future<Void> write(String frame) {
        return socket.write(frame);
    }

    @Override
    public void ping() {
        socket.ping();
    }

    @Override
    public void pause() {
        socket.pause();
    }

    @Override
    public void resume() {
        socket.resume();
    }

    /** Whose login was ended elsewhere has been told so. */
    @Override
    public void close(ConsoleClose why) {
        BridgeError error = BridgeError.of(why);
        if (error != null) {
            socket.write(BridgeReplies.error(error, null).encode());
        }
        socket.close(why);
    }
}
