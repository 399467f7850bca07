package dev.deskbus.gateway.tpi;

import java.time.Duration;
import java.util.List;

/**
 * How uploads are taken.
 *
 * @param paths where
 * @param patience how long one may take to arrive
 * @param atOnce the most on this node at the same time
 * @param perMinute the most of one client
 */
public record UploadSettings(List<String> paths, Duration patience, int atOnce, int perMinute) {
    public UploadSettings {
        paths = List.copyOf(paths);
    }

    /** What is right unless somebody says otherwise. */
    public static UploadSettings defaults() {
        return new UploadSettings(
                List.of("/EliteWebChat/tpiu", "/webchat/tpiu"), Duration.ofMinutes(5), 200, 120);
    }
}
