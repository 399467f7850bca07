package dev.deskbus.port;

import dev.deskbus.domain.id.SessionId;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What was said in sessions that ended long ago, by the months in which they began
 * (docs/decisions/0118). Nodes may do this at once; each step is whole or did not happen.
 */
public interface LogArchive {
    /** Makes the table of the next month that was over by then; whether there was one. */
    Future<Boolean> openMonth(Instant past);

    /**
     * Moves what was said in sessions that had ended by then, and began in a month that has its
     * table: in the oldest beyond that one, and at most so many. How many these were.
     */
    Future<Integer> moveIn(Instant past, long beyond, int most);

    /** The first session beyond that one which {@link #moveIn} would take. */
    Future<Optional<SessionId>> findNext(Instant past, long beyond);

    /** Takes the oldest month before that day out of the histories; whether there was one. */
    Future<Boolean> letGo(LocalDate before);
}
