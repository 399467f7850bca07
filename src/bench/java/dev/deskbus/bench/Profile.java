package dev.deskbus.bench;

import dev.deskbus.bench.node.Jcmd;
import java.nio.file.Files;
import java.nio.file.Path;

/** Watches the node while visitors speak, with the JVM's own recorder; only when asked for. */
final class Profile {
    private static final Path OUTPUT = Path.of("target", "bench");

    private final Stage stage;

    Profile(Stage stage) {
        this.stage = stage;
    }

    void begin() throws Exception {
        if (Boolean.getBoolean("bench.profile")) {
            Jcmd.run(stage.server().pid(), "JFR.start", "name=bench", "settings=profile");
        }
    }

    /** Writes the recording and its top lines into {@code target/bench}. */
    void end() throws Exception {
        if (Boolean.getBoolean("bench.profile")) {
            long pid = stage.server().pid();
            Files.createDirectories(OUTPUT);
            for (String view : new String[] {"hot-methods", "allocation-by-class", "gc-pauses"}) {
                Files.writeString(OUTPUT.resolve(view + ".txt"), Jcmd.run(pid, "JFR.view", view));
            }
            Path file = OUTPUT.resolve("node.jfr").toAbsolutePath();
            Jcmd.run(pid, "JFR.dump", "name=bench", "filename=" + file);
            Jcmd.run(pid, "JFR.stop", "name=bench");
        }
    }
}
