package dev.deskbus.domain.callback;

/** How one attempt to deliver a callback ended. */
public sealed interface CallbackOutcome {
    /** Taken: any 2xx, unless its body says {@code result} of 0 or less (decision R8). */
    record Taken() implements CallbackOutcome {}

    /** An optional endpoint that is not there (decision R9): never try it again, go on. */
    record Absent() implements CallbackOutcome {}

    /** Worth another attempt: no connection, time-out, 5xx, 429, or a result of 0 or less. */
    record Retryable(String why) implements CallbackOutcome {}

    /** Not worth another attempt: any other 4xx, a redirect, an address that is not allowed. */
    record Final(String why) implements CallbackOutcome {}
}
