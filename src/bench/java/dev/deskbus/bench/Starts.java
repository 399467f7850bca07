package dev.deskbus.bench;

import dev.deskbus.bench.node.Server;
import dev.deskbus.bench.report.Goal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long a node needs from its start until it is ready, on a database that is there. The first
 * start also hashes the passwords of the directory, and is not counted.
 */
final class Starts {
    private static final double GOAL_SECONDS = 4;

    private final Stage stage;
    private final Path directory;

    Starts(Stage stage, Path directory) {
        this.stage = stage;
        this.directory = directory;
    }

    /** Starts it again and again; the last one stays. */
    Server measure() throws Exception {
        Path archive = stage.folder().resolve("node.jsa");
        end(start("first", List.of("-XX:ArchiveClassesAtExit=" + archive)).server());
        if (!stage.plan().quick()) {
            Started plain = start("plain", List.of());
            end(plain.server());
            stage.report().fact("start without class-data archive", words(plain.took()));
        }
        Started archived = start("archived", List.of("-XX:SharedArchiveFile=" + archive));
        stage.report()
                .add(
                        Goal.atMost(
                                "cold start to ready, with class-data archive",
                                " s",
                                GOAL_SECONDS,
                                archived.took().toMillis() / 1e3));
        return archived.server();
    }

    /** One more node of the same cluster, with a folder of that name. */
    Server peer(Server first, String name) throws Exception {
        return start(
                        name,
                        List.of("-XX:SharedArchiveFile=" + stage.folder().resolve("node.jsa")),
                        Map.of("DESKBUS_CLUSTER_MEMBERS", first.member()))
                .server();
    }

    /** It leaves as a node does that is stopped. */
    void end(Server server) throws Exception {
        stage.belongings().remove(server);
        server.close();
    }

    private record Started(Server server, Duration took) {}

    private Started start(String name, List<String> more) throws Exception {
        return start(name, more, Map.of());
    }

    private Started start(String name, List<String> more, Map<String, String> settings)
            throws Exception {
        Path folder = Files.createDirectories(stage.folder().resolve(name));
        List<String> flags = new ArrayList<>(stage.plan().flags());
        flags.addAll(more);
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("DESKBUS_CLUSTER_IDLE", "" + stage.plan().idle().toSeconds());
        environment.put("DESKBUS_DATABASE_URL", Stage.url(stage.database()));
        environment.put("DESKBUS_DIRECTORY", directory.toString());
        Server server = Server.of(folder, flags, environment);
        stage.belongings().add(server);
        return new Started(server, server.start());
    }

    private static String words(Duration duration) {
        return "%.1f s".formatted(duration.toMillis() / 1e3);
    }
}
