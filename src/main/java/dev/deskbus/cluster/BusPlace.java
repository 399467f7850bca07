package dev.deskbus.cluster;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where this node's envelopes are received.
 *
 * @param host the address, never a wildcard
 * @param tls null for plain TCP, on a network that nobody else is in
 */
public record BusPlace(String host, int port, @Nullable Tls tls) {
    /**
     * PEM files. Both ends show a certificate, and each must be signed by the authority.
     *
     * @param certificate this node's own
     * @param key of that certificate
     * @param authority the private authority of this installation, and no other
     */
    public record Tls(Path certificate, Path key, Path authority) {}
}
