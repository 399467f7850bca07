package dev.deskbus.faults;

/**
 * A console was told that somebody waits, or waits no more.
 *
 * @param words how many were shown with it
 */
record Listing(String agent, int console, String client, boolean gone, int words, long nanos) {}
