package dev.deskbus.port;

import io.vertx.core.Future;

/** What {@link TranscriptSearch} looks in. Follows the log; nobody who speaks waits for it. */
public interface TranscriptIndex {
    /**
     * Takes in some more of what was said, in the order of the log; whether there is more to do at
     * once. Any number may call it at the same time, and nothing is left out or taken in twice.
     */
    Future<Boolean> advance();
}
