package dev.deskbus.gateway.tpi;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/**
 * How the third-party interface behaves.
 *
 * @param paths where it is served (decision R11)
 * @param historyZone of {@code createTime} in 5003 (decision V2-33)
 * @param logoutClosesSession whether type 2 ends the open session too (decision V2-1)
 * @param proxies CIDR ranges of our own proxies, whose {@code X-Forwarded-For} counts (G-15)
 * @param bodyPatience how long a body may take to arrive
 * @param logins limits of the logins
 */
public record TpiSettings(
        List<String> paths,
        ZoneId historyZone,
        boolean logoutClosesSession,
        List<String> proxies,
        Duration bodyPatience,
        Logins logins) {
    public TpiSettings {
        paths = List.copyOf(paths);
        proxies = List.copyOf(proxies);
    }

    /** What is right unless somebody says otherwise. */
    public static TpiSettings defaults(ZoneId historyZone, List<String> proxies) {
        return new TpiSettings(
                List.of("/EliteWebChat/tpi", "/webchat/tpi"),
                historyZone,
                false,
                proxies,
                Duration.ofSeconds(30),
                Logins.defaults());
    }

    /**
     * Limits of the logins, on each node (decisions V2-7, V2-60). Only failures count against the
     * first two.
     *
     * @param failureDelay how long a wrong password waits for its answer
     * @param failuresPerAccount wrong passwords for one login name in an hour; beyond it none is
     *     looked at
     * @param failuresPerAddress wrong passwords from one address in a minute
     * @param loginsPerAddress types 3 and 4 from one address in a minute; trusted callers have no
     *     such limit
     */
    public record Logins(
            Duration failureDelay,
            int failuresPerAccount,
            int failuresPerAddress,
            int loginsPerAddress) {
        /** What is right unless somebody says otherwise. */
        public static Logins defaults() {
            return new Logins(Duration.ofSeconds(1), 10, 60, 6000);
        }
    }
}
