package dev.deskbus.gateway.console.web;

import dev.deskbus.gateway.console.ConsoleClose;
import dev.deskbus.gateway.console.ConsoleLine;
import io.vertx.core.Future;

/** Frames in SockJS's envelope on another line. */
final class SockJsLine extends ForwardingLine {
    SockJsLine(ConsoleLine line) {
        super(line);
    }

    @Override
    public void listen(Listener listener) {
        super.listen(new Unpacking(listener));
        super.write(SockJsFrames.OPEN);
    }

    @Override
    public Future<Void> write(String frame) {
        return super.write(SockJsFrames.encode(frame));
    }

    @Override
    public void close(ConsoleClose why) {
        super.write(SockJsFrames.close(why.code(), why.reason()));
        super.close(why);
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
