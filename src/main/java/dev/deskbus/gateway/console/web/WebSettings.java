package dev.deskbus.gateway.console.web;

import dev.deskbus.gateway.console.ConsoleTimes;
import java.time.Duration;
import java.util.List;

/**
 * How the browser consoles are served.
 *
 * @param origins web origins that may connect, compared exactly; none at all means the same host
 * @param rounds between two looks for what consoles have missed, and between two digests
 * @param recheck how long a login is believed before it is asked whether it was revoked
 * @param framesPerMinute of one agent, on one node; so many may also come at once
 */
public record WebSettings(
        List<String> origins,
        ConsoleTimes times,
        Duration rounds,
        Duration recheck,
        int framesPerMinute) {
    /** Below which everything is. */
    static final String PATH = "/eventbus";

    public WebSettings {
        origins = List.copyOf(origins);
    }

    /** What the decisions say. */
    public static WebSettings documented(List<String> origins, int framesPerMinute) {
        return new WebSettings(
                origins,
                new ConsoleTimes(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        null),
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                framesPerMinute);
    }
}
