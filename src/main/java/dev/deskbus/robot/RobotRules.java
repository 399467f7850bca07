package dev.deskbus.robot;

import java.time.Duration;

/**
 * How careful robots are.
 *
 * @param faqAge after this long, an index is compared with the database before it is asked
 * @param connect until there is a connection to an endpoint
 * @param longestAnswer bytes of an endpoint's answer
 * @param failures in a row, after which an endpoint is left alone
 * @param rest how long it is left alone before it is tried again
 */
public record RobotRules(
        Duration faqAge, Duration connect, int longestAnswer, int failures, Duration rest) {
    /** For production. */
    public static final RobotRules STANDARD =
            new RobotRules(
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(3),
                    64 * 1024,
                    5,
                    Duration.ofSeconds(30));
}
