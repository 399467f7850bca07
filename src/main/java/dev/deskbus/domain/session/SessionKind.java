package dev.deskbus.domain.session;

/** What answers in a session, and so what serves the queue that it came from. */
public enum SessionKind {
    /** People; who is free gets the next one. */
    HUMAN,
    /** A robot, at once. */
    ROBOT,
    /** The client's own agent, for ever (decision V2-38). */
    DEDICATED
}
