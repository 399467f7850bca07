package dev.deskbus.config;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;

/** Everything that a node can be told at start; {@code conf/deskbus.yaml} describes each key. */
public record Settings(
        Edges edges,
        Database database,
        Path directory,
        Cluster cluster,
        Secret jwtSecret,
        Tpi tpi) {
    /**
     * Where clients and consoles come in.
     *
     * @param httpPort 0 for any free port, like every port here
     * @param origins web origins that consoles may come from
     */
    public record Edges(String host, int httpPort, int kfPort, List<String> origins) {
        public Edges {
            origins = List.copyOf(origins);
        }
    }

    /**
     * The database.
     *
     * @param url empty for the embedded server
     * @param port of the embedded server
     * @param dataDir where the embedded server and generated secrets are kept
     */
    public record Database(Secret url, int port, Path dataDir) {
        /** Whether this node brings its own server. */
        public boolean isEmbedded() {
            return url.isEmpty();
        }
    }

    /**
     * How nodes find each other.
     *
     * @param config the Hazelcast configuration file
     * @param members {@code host:port} of nodes to look for
     */
    public record Cluster(Path config, String host, int port, List<String> members, EventBus bus) {
        public Cluster {
            members = List.copyOf(members);
        }
    }

    /**
     * The event bus.
     *
     * @param tls PEM files of certificate, key and authority, in this order; empty for plain TCP
     */
    public record EventBus(int port, List<Path> tls) {
        public EventBus {
            tls = List.copyOf(tls);
        }
    }

    /**
     * The third-party interface.
     *
     * @param zone of {@code createTime} in 5003 (decision V2-33)
     * @param v1 who may speak its first edition
     */
    public record Tpi(ZoneId zone, TpiV1 v1) {}

    /**
     * Who may speak TPI v1 (decision V1-3): nobody, when both are empty.
     *
     * @param signed whoever signs
     * @param callers CIDR ranges of servers
     */
    public record TpiV1(boolean signed, List<String> callers) {
        public TpiV1 {
            callers = List.copyOf(callers);
        }

        /** Whether nobody may. */
        public boolean isOff() {
            return !signed && callers.isEmpty();
        }
    }
}
