package dev.deskbus.bench;

import dev.deskbus.bench.node.Flames;
import dev.deskbus.bench.node.Jcmd;
import dev.deskbus.bench.node.Statements;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Watches what the node and its database do in each part, with the JVM's recorder and PostgreSQL's
 * own statistics, and writes their top lines; only when asked for, because it costs a little.
 */
final class Profile {
    private static final Path OUTPUT = Path.of("target", "bench");
    private static final List<String> VIEWS =
            List.of("hot-methods", "allocation-by-class", "allocation-by-site", "gc-pauses");

    private final Stage stage;

    Profile(Stage stage) {
        this.stage = stage;
    }

    /** Whether it is asked for. */
    static boolean isWanted() {
        return Boolean.getBoolean("bench.profile");
    }

    /** Begins to watch. */
    void begin() throws Exception {
        if (isWanted()) {
            Statements.forget(stage.database());
            Jcmd.run(
                    stage.server().pid(),
                    "JFR.start",
                    "name=bench",
                    "settings=profile",
                    "jdk.ThreadCPULoad#period=1s");
        }
    }

    /** Writes what was seen into files of that name in {@code target/bench}. */
    void end(String part) throws Exception {
        if (isWanted()) {
            Files.createDirectories(OUTPUT);
            Files.writeString(
                    OUTPUT.resolve(part + "-statements.txt"), Statements.top(stage.database()));
            long pid = stage.server().pid();
            for (String view : VIEWS) {
                Files.writeString(
                        OUTPUT.resolve(part + "-" + view + ".txt"),
                        Jcmd.run(pid, "JFR.view", "width=160", view));
            }
            Path file = OUTPUT.resolve(part + ".jfr").toAbsolutePath();
            Jcmd.run(pid, "JFR.dump", "name=bench", "filename=" + file);
            Jcmd.run(pid, "JFR.stop", "name=bench");
            Flames flames = Flames.of(file);
            Files.writeString(OUTPUT.resolve(part + "-flames.txt"), flames.top());
            Files.writeString(OUTPUT.resolve(part + "-stacks.txt"), flames.stacks());
        }
    }
}
