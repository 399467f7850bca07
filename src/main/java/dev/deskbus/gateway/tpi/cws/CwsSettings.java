package dev.deskbus.gateway.tpi.cws;

import java.time.Duration;
import java.util.List;

/**
 * How visitors' sockets are served.
 *
 * @param paths where (decision R11)
 * @param origins web origins that may connect, compared exactly; none at all means any
 * @param extensions what may be uploaded, with commas between, as pages are told
 * @param receipts how pushes are confirmed
 * @param times how long things may take
 * @param pace how fast one socket is read
 */
public record CwsSettings(
        List<String> paths,
        List<String> origins,
        String extensions,
        Receipts receipts,
        Times times,
        Pace pace) {
    public CwsSettings {
        paths = List.copyOf(paths);
        origins = List.copyOf(origins);
    }

    /**
     * How pushes are confirmed.
     *
     * @param resendAfter how long a push waits for its receipt; zero when none are asked for
     * @param most how often a push is sent before it is given up
     */
    public record Receipts(Duration resendAfter, int most) {
        boolean areAskedFor() {
            return resendAfter.isPositive();
        }
    }

    /**
     * How long things may take.
     *
     * @param silence without a frame or a pong, after which a socket is closed
     * @param stuck how long a visitor may leave its frames unread
     * @param places between two looks at the places in the line (decision V2-47)
     * @param rounds between two looks for what sockets have missed; a multiple of {@code places}
     * @param receipts between two writings of what was confirmed
     */
    public record Times(
            Duration silence,
            Duration stuck,
            Duration places,
            Duration rounds,
            Duration receipts) {}

    /** How many frames of one socket are read in a second, and at once after a while of silence. */
    public record Pace(int perSecond, int burst) {}

    /** What the guide and the decisions say. */
    public static CwsSettings documented(
            List<String> origins, List<String> extensions, Duration resendAfter) {
        return new CwsSettings(
                List.of("/webchat/cws", "/EliteWebChat/cws"),
                origins,
                String.join(",", extensions),
                new Receipts(resendAfter, 12),
                new Times(
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(1)),
                new Pace(20, 40));
    }
}
