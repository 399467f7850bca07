package dev.deskbus.gateway.console.web;

import dev.deskbus.gateway.console.ConsoleClose;
import dev.deskbus.gateway.console.ConsoleLine;
import io.vertx.core.Future;

/** Another line, but for what is said otherwise. */
abstract class ForwardingLine implements ConsoleLine {
    private final ConsoleLine line;

    ForwardingLine(ConsoleLine line) {
        this.line = line;
    }

    @Override
    public void listen(Listener listener) {
        line.listen(listener);
    }

    @Override
    public Future<Void> write(String frame) {
        return line.write(frame);
    }

    @Override
    public void ping() {
        line.ping();
    }

    @Override
    public void pause() {
        line.pause();
    }

    @Override
    public void resume() {
        line.resume();
    }

    @Override
    public void close(ConsoleClose why) {
        line.close(why);
    }
}
