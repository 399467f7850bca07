package dev.deskbus.port;

import java.time.Instant;

/** The database's clock, as well as it is known here; never the machine's own. */
@FunctionalInterface
public interface DatabaseClock {
    /** The time there, now. */
    Instant now();
}
