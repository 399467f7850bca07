package dev.deskbus.faults;

/**
 * A console was told that somebody waits, or waits no more.
 *
 * @param request 0 when the push does not say for which it is
 * @param words how many were shown with it
 */
record Listing(
        String agent,
        int console,
        String client,
        long request,
        boolean gone,
        int words,
        long nanos) {}
