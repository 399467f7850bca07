package dev.deskbus.faults;

/**
 * A callback as it came to the third party.
 *
 * @param delivery {@code X-Delivery-Id}; 0 for one that is sent once and never repeated
 * @param body a hash of it
 * @param status what was answered
 */
record Arrival(
        String path, String client, long delivery, int attempt, String body, int status, long at) {}
