package dev.deskbus.faults;

import dev.deskbus.FreePorts;
import dev.deskbus.app.NodeProcess;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.store.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A few real nodes over one real PostgreSQL, and what can be done to them. */
final class Cluster implements AutoCloseable {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Path folder;
    private final List<NodeProcess> nodes = new ArrayList<>();
    private EmbeddedPostgres postgres;
    private final int databasePort;

    private Cluster(Path folder) throws IOException {
        this.folder = folder;
        this.postgres = EmbeddedPostgres.start(folder.resolve("pg"), FreePorts.next());
        this.databasePort = postgres.address().port();
    }

    /** Starts so many nodes with that main class and waits until all are well. */
    static Cluster start(Path folder, int count, Place place, List<String> program)
            throws Exception {
        Cluster cluster = new Cluster(folder);
        try {
            Witness witness = new Witness(cluster.database());
            witness.addRoles(count);
            cluster.addNodes(count, place, program);
            cluster.nodes.getFirst().start();
            witness.begin();
            for (int i = 0; i < count; i++) {
                witness.onNode(i, cluster.nodes.get(i).http("").getAuthority());
            }
            for (NodeProcess node : cluster.nodes.subList(1, count)) {
                node.launch();
            }
            for (NodeProcess node : cluster.nodes) {
                node.awaitReady();
            }
            return cluster;
        } catch (Exception e) {
            cluster.close();
            throw e;
        }
    }

    List<NodeProcess> nodes() {
        return List.copyOf(nodes);
    }

    NodeProcess node(int number) {
        return nodes.get(number);
    }

    DatabaseView database() {
        return new DatabaseView(databasePort);
    }

    /** As a power cut would. */
    void killDatabase() throws Exception {
        ProcessHandle server = server();
        server.destroyForcibly();
        server.onExit().get(20, TimeUnit.SECONDS);
        postgres.close();
    }

    void startDatabase() throws IOException {
        postgres = EmbeddedPostgres.start(folder.resolve("pg"), databasePort);
    }

    /** The node that owns that queue now. */
    int ownerOf(int queue) throws Exception {
        int shard = Shard.of(new QueueId(queue)).number();
        return (int)
                database()
                        .count(
                                "select substr(r.role, 5)::bigint from shard s"
                                        + " join node n on n.id = s.owner"
                                        + " join node_role r on r.host = n.host where s.id = "
                                        + shard);
    }

    /** {@code STOP} or {@code CONT} to the server and all its processes. */
    void signalDatabase(String name) throws Exception {
        ProcessHandle server = server();
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        Stream.concat(Stream.of(server), server.descendants())
                .forEach(process -> command.add("" + process.pid()));
        new ProcessBuilder(command).start().waitFor();
    }

    /** Asks it to end, waits, and starts it again. */
    void restart(int number) throws Exception {
        NodeProcess node = nodes.get(number);
        node.signal("TERM");
        if (!node.awaitEnd(PATIENCE)) {
            throw new IllegalStateException("the node did not end:\n" + node.output());
        }
        node.start();
    }

    /**
     * For a {@link SabotagedNode}: waits until it has stopped itself where that file says, {@code
     * stop} in the middle of a write, or {@code stop-sending} before a callback.
     */
    void stopInTheWorstPlace(int number, String where) throws Exception {
        Path stop =
                Files.createDirectories(folder.resolve("node" + number + "/data")).resolve(where);
        Files.createFile(stop);
        FaultRun.await(
                Duration.ofSeconds(20), () -> !Files.exists(stop), "the node does not come there");
    }

    /** For whoever wants to know why. */
    void keepLogs(Path to) throws IOException {
        Files.createDirectories(to);
        for (int i = 0; i < nodes.size(); i++) {
            Files.writeString(to.resolve("node" + i + ".log"), nodes.get(i).output());
        }
    }

    @Override
    public void close() throws Exception {
        for (NodeProcess node : nodes) {
            node.stopAtOnce();
        }
        postgres.close();
    }

    private void addNodes(int count, Place place, List<String> program) throws Exception {
        List<Integer> ports = FreePorts.next(count * 4);
        List<String> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(place.host(i) + ":" + ports.get(i * 4 + 2));
        }
        Path directory = directory(place);
        for (int i = 0; i < count; i++) {
            List<String> command = new ArrayList<>(place.prefix(i));
            command.addAll(program);
            nodes.add(
                    NodeProcess.of(
                            command,
                            Files.createDirectories(folder.resolve("node" + i)),
                            settings(
                                    place,
                                    i,
                                    ports.subList(i * 4, i * 4 + 4),
                                    members,
                                    directory)));
        }
    }

    private Map<String, String> settings(
            Place place, int node, List<Integer> ports, List<String> members, Path directory)
            throws Exception {
        return Map.of(
                "DESKBUS_HTTP_HOST",
                place.host(node),
                "DESKBUS_HTTP_PORT",
                "" + ports.get(0),
                "DESKBUS_KF_PORT",
                "" + ports.get(1),
                "DESKBUS_CLUSTER_HOST",
                place.host(node),
                "DESKBUS_CLUSTER_PORT",
                "" + ports.get(2),
                "DESKBUS_BUS_PORT",
                "" + ports.get(3),
                "DESKBUS_CLUSTER_MEMBERS",
                String.join(",", members),
                "DESKBUS_DATABASE_URL",
                "postgresql://"
                        + Witness.role(node)
                        + "@"
                        + place.database(node, databasePort)
                        + "/deskbus",
                "DESKBUS_DIRECTORY",
                directory.toString(),
                "DESKBUS_JWT_SECRET",
                SECRET);
    }

    /** With callbacks allowed to where the third parties of this run are. */
    private Path directory(Place place) throws IOException {
        String directory = Files.readString(Path.of("src/test/resources/faults/directory.yaml"));
        return Files.writeString(
                folder.resolve("directory.yaml"),
                directory.replace(
                        "callback-hosts: [", "callback-hosts: [" + place.outside() + "/32, "));
    }

    private ProcessHandle server() throws IOException {
        String pid = Files.readAllLines(folder.resolve("pg/data/postmaster.pid")).getFirst();
        return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    }
}
