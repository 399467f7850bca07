package dev.deskbus.gateway.console;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;

/** A WebSocket whose text messages are the frames. */
public final class WebSocketLine implements ConsoleLine {
    private final Vertx vertx;
    private final ServerWebSocket socket;

    /** Over that socket, which is open. */
    public WebSocketLine(Vertx vertx, ServerWebSocket socket) {
        this.vertx = vertx;
        this.socket = socket;
    }

    @Override
    public void listen(Listener listener) {
        socket.closeHandler(_ -> listener.onClosed());
        socket.exceptionHandler(_ -> listener.onBroken(ConsoleClose.TOO_LONG));
        socket.binaryMessageHandler(_ -> listener.onBroken(ConsoleClose.NO_TEXT));
        socket.pongHandler(_ -> listener.onSign());
        socket.textMessageHandler(listener::onFrame);
    }

    @Override
    public Future<Void> write(String frame) {
        return socket.writeTextMessage(frame);
    }

    @Override
    public void ping() {
        socket.writePing(Buffer.buffer());
    }

    @Override
    public void pause() {
        socket.pause();
    }

    @Override
    public void resume() {
        socket.resume();
    }

    @Override
    public void close(ConsoleClose why) {
        why.close(vertx, socket);
    }
}
