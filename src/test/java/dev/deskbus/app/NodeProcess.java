package dev.deskbus.app;

import dev.deskbus.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real node: the packaged jar in its own JVM, as anybody would start it. */
public final class NodeProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String LOOPBACK = "127.0.0.1";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final List<String> PACKAGED =
            List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx400m",
                    "-jar",
                    System.getProperty("deskbus.jar", "target/deskbus.jar"));

    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private volatile Process process;

    private NodeProcess(List<String> command, Map<String, String> environment, Path log) {
        this.command = List.copyOf(command);
        this.environment = environment;
        this.log = log;
    }

    /** A node with free ports that keeps its data in the folder; more settings may follow. */
    static NodeProcess start(Path folder, Map<String, String> more) throws Exception {
        NodeProcess node = of(PACKAGED, folder, more);
        node.start();
        return node;
    }

    /** The same, to be started later, by that command. */
    public static NodeProcess of(List<String> command, Path folder, Map<String, String> more)
            throws IOException {
        Map<String, String> environment = new HashMap<>();
        List<Integer> ports = FreePorts.next(5);
        environment.put("DESKBUS_HTTP_PORT", "" + ports.get(0));
        environment.put("DESKBUS_KF_PORT", "" + ports.get(1));
        environment.put("DESKBUS_CLUSTER_PORT", "" + ports.get(2));
        environment.put("DESKBUS_BUS_PORT", "" + ports.get(3));
        environment.put("DESKBUS_DATABASE_PORT", "" + ports.get(4));
        environment.put("DESKBUS_DATA_DIR", folder.resolve("data").toString());
        environment.put("DESKBUS_FILES_DIR", folder.resolve("files").toString());
        environment.putAll(more);
        return new NodeProcess(command, environment, folder.resolve("node.log"));
    }

    /** Starts it, again with the same settings, and waits until it is ready. */
    public void start() throws Exception {
        launch();
        awaitReady();
    }

    /** Starts it and does not wait. */
    public void launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        process = builder.start();
    }

    /** Pulls the plug: kill -9, nothing is said goodbye to. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As {@link #kill}, whether or not it runs. */
    public void stopAtOnce() throws InterruptedException {
        if (process != null) {
            kill();
        }
    }

    /** Sends that signal to the process, such as {@code STOP}. */
    public void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
    }

    /** The number of its process. */
    public long pid() {
        return process.pid();
    }

    /** Waits until it has ended by itself. */
    public boolean awaitEnd(Duration patience) throws InterruptedException {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    int httpPort() {
        return port("DESKBUS_HTTP_PORT");
    }

    int kfPort() {
        return port("DESKBUS_KF_PORT");
    }

    int busPort() {
        return port("DESKBUS_BUS_PORT");
    }

    public String clusterMember() {
        return environment.getOrDefault("DESKBUS_CLUSTER_HOST", LOOPBACK)
                + ":"
                + port("DESKBUS_CLUSTER_PORT");
    }

    public URI http(String path) {
        return URI.create("http://" + host() + ":" + httpPort() + path);
    }

    public URI webSocket(String path) {
        return URI.create("ws://" + host() + ":" + httpPort() + path);
    }

    public String output() throws IOException {
        return Files.readString(log);
    }

    public int health() {
        return health(Duration.ofSeconds(3));
    }

    /** The status of the answer; 0 when none comes in that time. */
    public int health(Duration patience) {
        try {
            HttpRequest request = HttpRequest.newBuilder(http("/health")).timeout(patience).build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws Exception {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            kill();
        }
    }

    /** Waits until it says that it is well. */
    public void awaitReady() throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (health() != 200) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("the node did not start:\n" + output());
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
    }

    private String host() {
        return environment.getOrDefault("DESKBUS_HTTP_HOST", LOOPBACK);
    }

    private int port(String name) {
        return Integer.parseInt(environment.get(name));
    }
}
