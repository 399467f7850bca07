package dev.deskbus.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that a node can be told at start; {@code conf/deskbus.yaml} describes each key. */
public record Settings(
        Edges edges,
        Database database,
        Path directory,
        Cluster cluster,
        Secret jwtSecret,
        Tpi tpi,
        Visitor visitor,
        Files files,
        WeChat weChat,
        Secret apiKey,
        History history) {
    /**
     * Where clients and consoles come in.
     *
     * @param httpPort 0 for any free port, like every port here
     * @param origins web origins that consoles may come from
     * @param webFramesPerMinute that one agent's browser may send
     */
    public record Edges(
            String host,
            int httpPort,
            int kfPort,
            List<String> origins,
            int webFramesPerMinute,
            Front front) {
        public Edges {
            origins = List.copyOf(origins);
        }

        /** The address that others see, without a slash at its end. */
        public String publicUrl() {
            return front.publicUrl().isEmpty()
                    ? "http://" + host + ":" + httpPort
                    : front.publicUrl();
        }
    }

    /**
     * What stands before the node.
     *
     * @param proxies CIDR ranges of our own proxies, whose {@code X-Forwarded-For} counts (G-15)
     * @param publicUrl before relative links that others are sent; empty for host and port
     * @param cors web origins whose pages may read visitors' answers, or {@code *} (G-20)
     */
    public record Front(List<String> proxies, String publicUrl, List<String> cors) {
        public Front {
            proxies = List.copyOf(proxies);
            cors = List.copyOf(cors);
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
     * @param idle after so long with nothing to do a queue or session leaves the memory
     */
    public record Cluster(
            Path config, String host, int port, List<String> members, Duration idle, EventBus bus) {
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
    public record Tpi(ZoneId zone, TpiV1 v1, Crowds crowds) {}

    /**
     * How often one address may come, on each node (decision G-15).
     *
     * @param searches {@code robotSearch} in a minute
     * @param visits logins {@code within} a time, before the address is kept out for the time of
     *     {@code ban}; 0 for any number
     */
    public record Crowds(int searches, int visits, Duration within, Duration ban) {}

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

    /**
     * What was said long ago (docs/decisions/0118).
     *
     * @param archiveAfter how long a month is over when its sessions go to its table; zero for
     *     never
     * @param months whole months of which histories tell; 0 for all
     */
    public record History(Duration archiveAfter, int months) {}

    /**
     * The visitors' own sockets.
     *
     * @param origins web origins that they may come from; none for any
     * @param resend how long a push waits for its receipt; zero when none are asked for
     */
    public record Visitor(List<String> origins, Duration resend) {
        public Visitor {
            origins = List.copyOf(origins);
        }
    }

    /**
     * The file store.
     *
     * @param dir where files lie, or with S3 only while they come
     * @param limit the most bytes of one file
     * @param extensions that uploads may have
     * @param s3 null for files in the folder
     * @param ffmpeg the program that makes voices playable; null for none
     */
    public record Files(
            Path dir, long limit, List<String> extensions, @Nullable S3 s3, @Nullable Path ffmpeg) {
        public Files {
            extensions = List.copyOf(extensions);
        }
    }

    /** A bucket of an S3-compatible server, addressed by path. */
    public record S3(URI endpoint, String region, String bucket, Secret key, Secret secret) {}

    /**
     * The WeChat bridge.
     *
     * @param callers CIDR ranges of the servers that may speak to it (decision WX-1)
     * @param signed whether it is there for whoever signs, too, when there are no such servers
     * @param callbackUrl base of the default account's callbacks; empty for none
     */
    public record WeChat(List<String> callers, boolean signed, String callbackUrl) {
        public WeChat {
            callers = List.copyOf(callers);
        }

        /** Whether there is no bridge. */
        public boolean isOff() {
            return !signed && callers.isEmpty();
        }
    }
}
