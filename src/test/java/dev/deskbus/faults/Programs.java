package dev.deskbus.faults;

import java.nio.file.Path;
import java.util.List;

/** How a node of a fault run is started. */
final class Programs {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private Programs() {}

    /** The packaged node, as anybody would start it, with little memory. */
    static List<String> packaged() {
        return List.of(
                JAVA, "-Xmx300m", "-jar", System.getProperty("deskbus.jar", "target/deskbus.jar"));
    }

    /** The same without one protection. */
    static List<String> sabotaged(SabotagedNode.Sabotage sabotage) {
        String classes =
                Path.of(
                                SabotagedNode.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .getPath())
                        .toString();
        return List.of(
                JAVA,
                "-Xmx300m",
                "-Dsabotage=" + sabotage.name(),
                "-cp",
                classes + ":" + System.getProperty("deskbus.jar", "target/deskbus.jar"),
                SabotagedNode.class.getName());
    }
}
