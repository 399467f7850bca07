package dev.deskbus.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A network of our own for each node, with a router between them, so that a connection can be cut
 * as by a broken cable: packets vanish, nobody is told. Needs root and {@code ip}; takes nothing
 * from the machine that it does not give back.
 */
final class Namespaces implements Place {
    private static final int OUTSIDE = 100;
    private static final int DATABASE = 101;

    private final String name = "dbf" + ProcessHandle.current().pid() % 10_000;
    private final String net = "10." + (64 + ProcessHandle.current().pid() % 128);
    private final int nodes;
    private final List<Forwarder> forwarders = new ArrayList<>();

    private Namespaces(int nodes) {
        this.nodes = nodes;
    }

    /** Makes them, or fails when that is not permitted here. */
    static Namespaces make(int nodes) throws IOException {
        Namespaces made = new Namespaces(nodes);
        try {
            made.build();
            return made;
        } catch (IOException e) {
            made.close();
            throw e;
        }
    }

    /** Why it cannot be done here; empty when it can. */
    static String obstacle() {
        try {
            make(1).close();
            return "";
        } catch (IOException e) {
            return "no network namespaces here: " + e.getMessage();
        }
    }

    @Override
    public List<String> prefix(int node) {
        return List.of("ip", "netns", "exec", name + "n" + node);
    }

    @Override
    public String host(int node) {
        return net + "." + node + ".2";
    }

    @Override
    public String outside() {
        return net + "." + OUTSIDE + ".2";
    }

    @Override
    public String database(int node, int port) throws IOException {
        Forwarder forwarder = new Forwarder(net + "." + DATABASE + ".2", port);
        forwarders.add(forwarder);
        return forwarder.address();
    }

    /** From now on that node and its peers do not hear each other. */
    void cutFromPeers(int node) throws IOException {
        for (int peer = 0; peer < nodes; peer++) {
            if (peer != node) {
                cut(node, peer);
            }
        }
    }

    /** From now on that node and the database do not hear each other. */
    void cutFromDatabase(int node) throws IOException {
        cut(node, DATABASE);
    }

    /** Everybody hears everybody again. */
    void heal() throws IOException {
        router("ip rule flush");
        router("ip rule add pref 32766 lookup main");
        router("ip rule add pref 32767 lookup default");
    }

    @Override
    public void close() {
        forwarders.forEach(Forwarder::close);
        for (int node = 0; node < nodes; node++) {
            quietly("ip netns del " + name + "n" + node);
        }
        quietly("ip netns del " + name + "r");
        quietly("ip link del " + name + "h");
    }

    private void cut(int one, int other) throws IOException {
        String rule = "ip rule add from %s.%d.0/24 to %s.%d.0/24 blackhole";
        router(rule.formatted(net, one, net, other));
        router(rule.formatted(net, other, net, one));
    }

    private void build() throws IOException {
        run("ip netns add " + name + "r");
        router("sysctl -qw net.ipv4.ip_forward=1");
        run("ip link add %sh type veth peer name out netns %sr".formatted(name, name));
        run("ip addr add " + outside() + "/24 dev " + name + "h");
        run("ip addr add " + net + "." + DATABASE + ".2/24 dev " + name + "h");
        run("ip link set " + name + "h up");
        router("ip addr add " + net + "." + OUTSIDE + ".1/24 dev out");
        router("ip addr add " + net + "." + DATABASE + ".1/24 dev out");
        router("ip link set out up");
        for (int node = 0; node < nodes; node++) {
            addNode(node);
        }
    }

    private void addNode(int node) throws IOException {
        String space = name + "n" + node;
        String here = "ip -n " + space + " ";
        run("ip netns add " + space);
        run(
                "ip link add n%d netns %sr type veth peer name eth netns %s"
                        .formatted(node, name, space));
        run(here + "addr add " + host(node) + "/24 dev eth");
        run(here + "link set lo up");
        run(here + "link set eth up");
        router("ip addr add " + net + "." + node + ".1/24 dev n" + node);
        router("ip link set n" + node + " up");
        run(here + "route add default via " + net + "." + node + ".1");
        run(
                "ip route add %s.%d.0/24 via %s.%d.1 src %s"
                        .formatted(net, node, net, OUTSIDE, outside()));
    }

    private void router(String command) throws IOException {
        run("ip netns exec " + name + "r " + command);
    }

    private static void run(String command) throws IOException {
        Process process = new ProcessBuilder(command.split(" ")).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(command + ": " + said.lines().findFirst().orElse(""));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void quietly(String command) {
        try {
            run(command);
        } catch (IOException _) {
            // It was not there.
        }
    }
}
