package dev.deskbus.gateway.tpi.cws;

import io.vertx.core.Future;

/** One visitor's socket, as those see it who decide what it is shown. */
interface CwsScreen {
    /** Sends a frame; false when the socket takes no more now. */
    boolean push(String frame);

    /** The outcome in the socket's context, whoever made it. */
    <T> Future<T> here(Future<T> work);

    /** Milliseconds of a clock that never goes back. */
    long now();
}
