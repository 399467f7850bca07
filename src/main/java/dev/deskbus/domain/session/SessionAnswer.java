package dev.deskbus.domain.session;

import java.time.Instant;

/** What a session answers. A refusal is not an answer but a {@code Refusal}. */
public sealed interface SessionAnswer {
    /** It stands in the log; the same answer for a repeat. */
    record Logged(long seq, Instant at) implements SessionAnswer {}

    /** Nothing had to be written. */
    record Done() implements SessionAnswer {}
}
