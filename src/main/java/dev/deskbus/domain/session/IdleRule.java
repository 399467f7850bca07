package dev.deskbus.domain.session;

import java.time.Duration;

/**
 * When a silent session is warned and closed; zero means never.
 *
 * @param warnAfter silence before the warning notice (notice type 3)
 * @param closeAfter silence before the close (notice type 4)
 */
public record IdleRule(Duration warnAfter, Duration closeAfter) {
    /** Never warned, never closed. */
    public static final IdleRule NEVER = new IdleRule(Duration.ZERO, Duration.ZERO);
}
