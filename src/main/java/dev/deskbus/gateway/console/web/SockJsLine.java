package dev.deskbus.gateway.console.web;

import dev.deskbus.gateway.console.ConsoleClose;
import dev.deskbus.gateway.console.ConsoleLine;
import io.vertx.core.Future;

/** Frames in SockJS's envelope on another line. */
final class SockJsLine implements ConsoleLine {
    private final ConsoleLine socket;

    SockJsLine(ConsoleLine socket) {
        this.socket = socket;
    }

    @Override
    public void listen(Listener listener) {
        socket.listen(new Unpacking(listener));
        socket.write(SockJsFrames.OPEN);
    }

    @Override
    public Future<Void> write(String frame) {
        return socket.write(SockJsFrames.encode(frame));
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

    @Override
    public void close(ConsoleClose why) {
        socket.write(SockJsFrames.close(why.code(), why.reason()));
        socket.close(why);
    }

    private record Unpacking(Listener listener) implements Listener {
        @Override
        public void onFrame(String message) {
            listener.onSign();
            SockJsFrames.decode(message)
                    .ifPresentOrElse(
                            frames -> frames.forEach(listener::onFrame),
                            () -> listener.onBroken(ConsoleClose.UNREADABLE));
        }

        @Override
        public void onSign() {
            listener.onSign();
        }

        @Override
        public void onBroken(ConsoleClose why) {
            listener.onBroken(why);
        }

        @Override
        public void onClosed() {
            listener.onClosed();
        }
    }
}
