package dev.deskbus.gateway.tpi;

import dev.deskbus.gateway.http.BlackList;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/**
 * How the third-party interface behaves.
 *
 * @param paths where it is served (decision R11)
 * @param publicUrl before the icons of agents that lie here; no trailing slash
 * @param historyZone of {@code createTime} in 5003 (decision V2-33)
 * @param proxies CIDR ranges of our own proxies, whose {@code X-Forwarded-For} counts (G-15)
 * @param bodyPatience how long a body may take to arrive
 * @param logins limits of the logins
 * @param blackList who is kept out for having logged in too often (decision G-15)
 */
public record TpiSettings(
        List<String> paths,
        String publicUrl,
        ZoneId historyZone,
        List<String> proxies,
        Duration bodyPatience,
        Logins logins,
        BlackList.Rules blackList) {
    public TpiSettings {
        paths = List.copyOf(paths);
        proxies = List.copyOf(proxies);
    }

    /** What is right unless somebody says otherwise. */
    public static TpiSettings defaults(ZoneId historyZone, List<String> proxies) {
        return new TpiSettings(
                List.of("/EliteWebChat/tpi", "/webchat/tpi"),
                "",
                historyZone,
                proxies,
                Duration.ofSeconds(30),
                Logins.defaults(),
                BlackList.Rules.OFF);
    }

    /** The same at that address. */
    public TpiSettings with(String otherUrl) {
        return new TpiSettings(
                paths, otherUrl, historyZone, proxies, bodyPatience, logins, blackList);
    }

    /** The same with that black list. */
    public TpiSettings with(BlackList.Rules other) {
        return new TpiSettings(paths, publicUrl, historyZone, proxies, bodyPatience, logins, other);
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
