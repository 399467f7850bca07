package dev.deskbus.gateway.callback;

import java.time.Duration;

/**
 * How long one attempt may take, and how much of an answer is read.
 *
 * @param connect until there is a connection
 * @param total from the name's resolution to the last byte of the answer
 * @param absentMemory how long an optional endpoint that answered 404 is left out
 * @param placesPerReceiver connections to one receiver at once
 */
public record SendRules(
        Duration connect,
        Duration total,
        int longestAnswer,
        Duration absentMemory,
        int placesPerReceiver) {
    /** For production (decision V2-42; reliability 4, SSRF). */
    public static final SendRules STANDARD =
            new SendRules(
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(8),
                    65_536,
                    Duration.ofMinutes(10),
                    32);
}
