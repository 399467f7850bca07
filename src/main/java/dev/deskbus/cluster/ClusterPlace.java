package dev.deskbus.cluster;

import java.nio.file.Path;
import java.util.List;

/**
 * Where this node stands in the network.
 *
 * @param file the Hazelcast configuration; what is said here goes before it
 * @param host the address that members are talked to on, never a wildcard
 * @param members {@code host} or {@code host:port} of the others; may name this node too
 */
public record ClusterPlace(Path file, String host, int port, List<String> members, BusPlace bus) {
    public ClusterPlace {
        members = List.copyOf(members);
    }
}
