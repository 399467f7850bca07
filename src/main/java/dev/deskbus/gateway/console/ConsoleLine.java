package dev.deskbus.gateway.console;

import io.vertx.core.Future;

/**
 * The way to a console's program and back: whole frames, in whatever envelope they travel. Used in
 * the socket's context.
 */
public interface ConsoleLine {
    /** Begins to hear the other end. */
    void listen(Listener listener);

    /** Sends a frame; completes when it has been taken. */
    Future<Void> write(String frame);

    /** Asks for a sign of life that no program need answer. */
    void ping();

    /** Hears nothing for a while. */
    void pause();

    /** Hears again. */
    void resume();

    /** Ends it, and tells the other end why. */
    void close(ConsoleClose why);

    /** Who hears it. */
    interface Listener {
        /** A frame came. */
        void onFrame(String frame);

        /** The other end is there. */
        void onSign();

        /** What came is not acceptable. */
        void onBroken(ConsoleClose why);

        /** The other end is gone. */
        void onClosed();
    }
}
