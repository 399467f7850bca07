package dev.deskbus.gateway.wechat;

import java.time.Duration;

/**
 * How careful the bridge is with the hosts that keep media.
 *
 * @param connect until there is a connection
 * @param total from the first byte asked to the file in the store, for one attempt
 * @param longestWord bytes of an answer that is JSON
 * @param places connections to one host
 * @param failures in a row, after which an account's host is left alone
 * @param rest how long it is left alone before it is tried again
 */
public record MediaRules(
        Duration connect,
        Duration total,
        int longestWord,
        int places,
        int failures,
        Duration rest) {
    /** For production. */
    public static final MediaRules STANDARD =
            new MediaRules(
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(20),
                    64 * 1024,
                    16,
                    5,
                    Duration.ofSeconds(30));
}
