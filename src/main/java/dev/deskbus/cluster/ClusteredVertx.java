package dev.deskbus.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.config.Config;
import com.hazelcast.config.FileSystemXmlConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.HazelcastInstance;
import dev.deskbus.bus.SealedCodec;
import dev.deskbus.domain.id.NodeId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** One node's Vert.x in the Hazelcast cluster, speaking the bus's own codec. */
public final class ClusteredVertx implements Neighbours {
    private static final String NODE_ATTRIBUTE = "deskbus.node";
    private static final long PING_MILLIS = 2000;
    private static final int CONNECT_MILLIS = 1500;
    private static final int LONGEST_NAME = 40;
    private static final int SUFFIX = 8;

    private final Vertx vertx;
    private final NodeId node;
    private final HazelcastInstance hazelcast;
    private volatile Set<NodeId> seen = Set.of();

    private ClusteredVertx(Vertx vertx, NodeId node, HazelcastInstance hazelcast) {
        this.vertx = vertx;
        this.node = node;
        this.hazelcast = hazelcast;
        listen(() -> {});
        this.seen = nodes(hazelcast.getCluster().getMembers());
    }

    /**
     * Starts it as a new incarnation.
     *
     * @param extras what else the builder is to be given, such as metrics
     */
    public static Future<ClusteredVertx> start(
            ClusterPlace place, VertxOptions options, UnaryOperator<VertxBuilder> extras) {
        return Future.succeededFuture(freshId(place))
                .compose(node -> startAs(node, place, options, extras));
    }

    private static Future<ClusteredVertx> startAs(
            NodeId node,
            ClusterPlace place,
            VertxOptions options,
            UnaryOperator<VertxBuilder> extras) {
        HazelcastClusterManager cluster = new HazelcastClusterManager(config(place, node));
        VertxOptions clustered = new VertxOptions(options).setEventBusOptions(busOptions(place));
        return extras.apply(Vertx.builder().with(clustered).withClusterManager(cluster))
                .buildClustered()
                .map(
                        vertx -> {
                            SealedCodec.install(vertx);
                            return new ClusteredVertx(vertx, node, cluster.getHazelcastInstance());
                        });
    }

    /** What verticles are deployed on. */
    public Vertx vertx() {
        return vertx;
    }

    /** Who this node is. */
    public NodeId node() {
        return node;
    }

    /** The members by Hazelcast's word, which knows a process that ended within half a second. */
    @Override
    public Set<NodeId> seen() {
        return seen;
    }

    @Override
    public void listen(Runnable onChange) {
        hazelcast
                .getCluster()
                .addMembershipListener(
                        new MembershipListener() {
                            @Override
                            public void memberAdded(MembershipEvent event) {
                                onMembers(event.getMembers(), onChange);
                            }

                            @Override
                            public void memberRemoved(MembershipEvent event) {
                                onMembers(event.getMembers(), onChange);
                            }
                        });
    }

    private void onMembers(Collection<Member> members, Runnable onChange) {
        seen = nodes(members);
        onChange.run();
    }

    private static Set<NodeId> nodes(Collection<Member> members) {
        return members.stream()
                .map(member -> member.getAttribute(NODE_ATTRIBUTE))
                .filter(Objects::nonNull)
                .map(NodeId::new)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Host and port for people, a random suffix for the incarnation. */
    private static NodeId freshId(ClusterPlace place) {
        String name = place.host().replaceAll("[^A-Za-z0-9_-]", "-") + "-" + place.port();
        String tail = name.substring(Math.max(0, name.length() - LONGEST_NAME));
        String suffix = UUID.randomUUID().toString().substring(0, SUFFIX);
        return new NodeId(tail + "-" + suffix);
    }

    private static EventBusOptions busOptions(ClusterPlace place) {
        EventBusOptions options =
                new EventBusOptions()
                        .setHost(place.bus().host())
                        .setPort(place.bus().port())
                        .setClusterPingInterval(PING_MILLIS)
                        .setClusterPingReplyInterval(PING_MILLIS)
                        .setConnectTimeout(CONNECT_MILLIS);
        BusPlace.Tls tls = place.bus().tls();
        return tls == null ? options : encrypted(options, tls);
    }

    /** By default the bus would trust everybody, and ask nobody for a certificate. */
    private static EventBusOptions encrypted(EventBusOptions options, BusPlace.Tls tls) {
        return options.setSsl(true)
                .setKeyCertOptions(
                        new PemKeyCertOptions()
                                .addCertPath(tls.certificate().toString())
                                .addKeyPath(tls.key().toString()))
                .setTrustAll(false)
                .setTrustOptions(new PemTrustOptions().addCertPath(tls.authority().toString()))
                .setClientAuth(ClientAuth.REQUIRED);
    }

    private static Config config(ClusterPlace place, NodeId node) {
        Config config = read(place);
        config.getMemberAttributeConfig().setAttribute(NODE_ATTRIBUTE, node.value());
        NetworkConfig network = config.getNetworkConfig();
        network.setPort(place.port()).setPortAutoIncrement(false);
        network.getInterfaces().setEnabled(true).clear().addInterface(addressOf(place.host()));
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).setMembers(place.members());
        return config;
    }

    /** Hazelcast compares interfaces by number, not by name. */
    private static String addressOf(String host) {
        try {
            return InetAddress.getByName(host).getHostAddress();
        } catch (UnknownHostException e) {
            throw new UncheckedIOException("cluster host " + host + " is not known", e);
        }
    }

    private static Config read(ClusterPlace place) {
        try {
            return new FileSystemXmlConfig(place.file().toFile());
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException("no Hazelcast configuration at " + place.file(), e);
        }
    }
}
