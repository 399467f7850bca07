package dev.deskbus.faults;

/** Why an attempt has to be repeated, as its caller sees it. */
enum Why {
    /** An answer that says so. */
    TRY_AGAIN,
    /** No answer in time. */
    TIMEOUT,
    /** The connection ended before the answer came. */
    RESET,
    /** No connection. */
    NOT_REACHED,
    /** A console was sent away with 1012, as the documents allow. */
    SENT_AWAY,
    /** A console was closed in any other way. */
    CLOSED
}
