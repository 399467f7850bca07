package dev.deskbus.faults;

/**
 * One console from its login to the moment at which its agent saw that it was gone.
 *
 * @param console counts the connections of all agents
 */
record Sitting(String agent, int console, long from, long until) {
    /** Whether it was there at that moment and for that long after it. */
    boolean covers(long at, long after) {
        return from <= at && at <= until - after;
    }
}
