package dev.deskbus.gateway.console;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a console's socket may take for what.
 *
 * @param firstLogin until it is logged in
 * @param afterBadToken how long it stays open after a token that is none (decision KF-5)
 * @param stuck how long it may leave its frames unread
 * @param silence how long it may say nothing; null for the usual time
 */
public record ConsoleTimes(
        Duration firstLogin, Duration afterBadToken, Duration stuck, @Nullable Duration silence) {}
