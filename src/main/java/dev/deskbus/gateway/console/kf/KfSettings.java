package dev.deskbus.gateway.console.kf;

import dev.deskbus.gateway.console.ConsoleTimes;
import java.time.Duration;
import java.util.List;

/**
 * How the KF consoles are served.
 *
 * @param origins web origins that may connect, compared exactly; none at all means the same host
 * @param additive whether keys and pushes beyond the document are sent (decision X-9)
 * @param afterBadToken how long a socket stays open after code 440 (decision KF-5)
 * @param stuck how long a console may leave its frames unread
 * @param assistant how long an agent waits for the robot's advice (decision KF-31)
 * @param rounds between two looks for what consoles have missed
 */
public record KfSettings(
        List<String> origins,
        boolean additive,
        Duration firstLogin,
        Duration afterBadToken,
        Duration stuck,
        Duration assistant,
        Duration rounds) {
    public KfSettings {
        origins = List.copyOf(origins);
    }

    ConsoleTimes times() {
        return new ConsoleTimes(firstLogin, afterBadToken, stuck, null);
    }

    /** What the decisions say. */
    public static KfSettings documented(List<String> origins) {
        return new KfSettings(
                origins,
                true,
                Duration.ofSeconds(120),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(8),
                Duration.ofSeconds(10));
    }
}
