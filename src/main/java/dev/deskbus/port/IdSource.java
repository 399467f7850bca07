package dev.deskbus.port;

import io.vertx.core.Future;

/** Fresh numbers for requests and offers, below 2^53, never given out twice. */
@FunctionalInterface
public interface IdSource {
    /** The next one. */
    Future<Long> next();
}
