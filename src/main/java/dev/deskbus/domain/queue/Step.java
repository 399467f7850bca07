package dev.deskbus.domain.queue;

import java.time.Instant;

/**
 * What a decision needs from outside.
 *
 * @param now by the database's clock
 * @param freshId never given out before: for a new request or offer
 */
public record Step(Instant now, long freshId) {}
