package dev.deskbus.bench.node;

import dev.deskbus.app.NodeProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The packaged node in a JVM of its own, as anybody would start it. */
public final class Server implements AutoCloseable {
    /** With which the benchmark signs its agents' tokens. */
    public static final String SECRET = "only-for-the-benchmark-0123456789";

    private final NodeProcess process;
    private final Path folder;

    private Server(NodeProcess process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /** A node to be started; its folder is there. */
    public static Server of(Path folder, List<String> flags, Map<String, String> settings)
            throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("-jar");
        command.add(System.getProperty("deskbus.jar", "target/deskbus.jar"));
        Map<String, String> all = new HashMap<>(settings);
        all.put("DESKBUS_JWT_SECRET", SECRET);
        return new Server(NodeProcess.of(command, folder, all), folder);
    }

    /** Starts it; how long that took until it was ready. */
    public Duration start() throws Exception {
        long begun = System.nanoTime();
        process.start();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Where it speaks HTTP. */
    public int port() {
        return process.http("/").getPort();
    }

    /** Where other nodes look for it. */
    public String member() {
        return process.clusterMember();
    }

    /** Its process. */
    public ProcessHandle handle() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.pid() == pid())
                .findFirst()
                .orElseThrow();
    }

    /** Bytes of heap that are in use after a full collection. */
    public long liveHeap() throws Exception {
        Jcmd.run(pid(), "GC.run");
        Jcmd.run(pid(), "GC.run");
        return Jcmd.usedHeap(Jcmd.run(pid(), "GC.heap_info"));
    }

    /** Where it lives. */
    public Path folder() {
        return folder;
    }

    /** The number of its process. */
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() throws Exception {
        process.close();
    }
}
