package dev.deskbus.faults;

import dev.deskbus.app.NodeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a node of a fault run is started: with little memory, the simple compiler only, and the
 * classes of a node that ran before. Several young JVMs on few cores are else busy with themselves
 * for most of a run, and their slowness would be measured in place of the fault.
 */
final class Programs {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String JAR = System.getProperty("deskbus.jar", "target/deskbus.jar");
    private static final List<String> NODE = List.of(JAVA, "-Xmx300m", "-XX:TieredStopAtLevel=1");
    private static final Path ARCHIVE = Path.of("target", "faults", "node.jsa").toAbsolutePath();

    private static final Duration REHEARSAL = Duration.ofSeconds(8);
    private static final Duration AFTER_THE_REHEARSAL = Duration.ofSeconds(1);

    private Programs() {}

    /** The packaged node. */
    static List<String> packaged() throws Exception {
        return command(List.of("-jar", JAR));
    }

    /** The same without one protection. */
    static List<String> sabotaged(SabotagedNode.Sabotage sabotage) throws Exception {
        String classes =
                Path.of(
                                SabotagedNode.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .getPath())
                        .toString();
        return command(
                List.of(
                        "-Dsabotage=" + sabotage.name(),
                        "-cp",
                        JAR + ":" + classes,
                        SabotagedNode.class.getName()));
    }

    private static List<String> command(List<String> program) throws Exception {
        return Stream.of(NODE, List.of("-XX:SharedArchiveFile=" + archive()), program)
                .flatMap(List::stream)
                .toList();
    }

    /** Made by a node that has seen work of all kinds, as one that ran for a day has. */
    private static synchronized Path archive() throws Exception {
        if (isOld()) {
            Files.createDirectories(ARCHIVE.getParent());
            List<String> command = new ArrayList<>(NODE);
            command.addAll(List.of("-XX:ArchiveClassesAtExit=" + ARCHIVE, "-jar", JAR));
            Path folder = Files.createTempDirectory("rehearsal");
            try (FaultRun rehearsal =
                    FaultRun.start(folder, 2, new Place.Loopback(), List.copyOf(command))) {
                rehearsal.run(run -> leave(run.cluster().node(0)), AFTER_THE_REHEARSAL);
            }
        }
        return ARCHIVE;
    }

    private static void leave(NodeProcess node) throws Exception {
        Attempts.pause(REHEARSAL.toMillis());
        node.signal("TERM");
        node.awaitEnd(Duration.ofSeconds(60));
    }

    private static boolean isOld() throws IOException {
        return !Files.exists(ARCHIVE)
                || Files.getLastModifiedTime(ARCHIVE)
                                .compareTo(Files.getLastModifiedTime(Path.of(JAR)))
                        < 0;
    }
}
