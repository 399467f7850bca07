package dev.deskbus.app;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real node: the packaged jar in its own JVM, as anybody would start it. */
final class NodeProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Map<String, String> environment;
    private final Path log;
    private Process process;

    private NodeProcess(Map<String, String> environment, Path log) {
        this.environment = environment;
        this.log = log;
    }

    /** A node with free ports that keeps its data in the folder; more settings may follow. */
    static NodeProcess start(Path folder, Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>();
        List<Integer> ports = freePorts(4);
        environment.put("DESKBUS_HTTP_PORT", "" + ports.get(0));
        environment.put("DESKBUS_KF_PORT", "" + ports.get(1));
        environment.put("DESKBUS_CLUSTER_PORT", "" + ports.get(2));
        environment.put("DESKBUS_BUS_PORT", "" + ports.get(3));
        environment.put("DESKBUS_DATA_DIR", folder.resolve("data").toString());
        environment.putAll(more);
        NodeProcess node = new NodeProcess(environment, folder.resolve("node.log"));
        node.start();
        return node;
    }

    /** Starts it, again with the same settings, and waits until it is ready. */
    void start() throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx400m",
                        "-jar",
                        System.getProperty("deskbus.jar", "target/deskbus.jar"));
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        process = builder.start();
        awaitReady();
    }

    /** Pulls the plug: kill -9, nothing is said goodbye to. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    int httpPort() {
        return port("DESKBUS_HTTP_PORT");
    }

    int kfPort() {
        return port("DESKBUS_KF_PORT");
    }

    String clusterMember() {
        return "127.0.0.1:" + port("DESKBUS_CLUSTER_PORT");
    }

    URI http(String path) {
        return URI.create("http://127.0.0.1:" + httpPort() + path);
    }

    URI webSocket(String path) {
        return URI.create("ws://127.0.0.1:" + httpPort() + path);
    }

    String output() throws IOException {
        return Files.readString(log);
    }

    int health() {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(http("/health")).timeout(Duration.ofSeconds(3)).build();
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

    private void awaitReady() throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (health() != 200) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("the node did not start:\n" + output());
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
    }

    private int port(String name) {
        return Integer.parseInt(environment.get(name));
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sockets.add(new ServerSocket(0));
        }
        List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return ports;
    }
}
