package dev.deskbus.gateway.console.admin;

import dev.deskbus.gateway.console.ConsoleTimes;
import java.time.Duration;
import java.util.List;

/**
 * How the admin consoles are served.
 *
 * @param path where
 * @param origins web origins that may connect, compared exactly; none at all means the same host
 * @param rounds between two looks for what consoles have missed
 */
public record AdminSettings(
        String path, List<String> origins, ConsoleTimes times, Duration rounds) {
    public AdminSettings {
        origins = List.copyOf(origins);
    }

    /** What the decisions say. */
    public static AdminSettings documented(List<String> origins) {
        return new AdminSettings(
                "/ws/admin",
                origins,
                new ConsoleTimes(
                        Duration.ofSeconds(120),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60)),
                Duration.ofSeconds(10));
    }
}
