package dev.deskbus.port;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What was said in sessions that ended long ago, by the months in which they began
 * (docs/decisions/0118). Nodes may do this at once; each step is whole or did not happen.
 */
public interface LogArchive {
    /** Makes the table of the next month that was over by then; whether there was one. */
    Future<Boolean> openMonth(Instant past);

    /**
     * Moves what was said in some sessions that had ended by then, and began in a month that has
     * its table; whether there may be more.
     */
    Future<Boolean> moveIn(Instant past);

    /** Takes the oldest month before that day out of the histories; whether there was one. */
    Future<Boolean> letGo(LocalDate before);
}
