package dev.deskbus.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/**
 * Lets nodes reach a port of this machine's loopback interface; while it is stopped nothing gets
 * through in either direction, and nobody is told.
 */
final class Forwarder implements AutoCloseable {
    private final ServerSocket server;
    private final int port;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    Forwarder(String host, int port) throws IOException {
        this.port = port;
        this.server = new ServerSocket(0, 100, InetAddress.getByName(host));
        Thread.ofVirtual().start(this::accept);
    }

    /** As a cut cable. */
    void stop() {
        gate = new CountDownLatch(1);
    }

    /** What was on its way comes late. */
    void go() {
        gate.countDown();
    }

    String address() {
        return server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
    }

    @Override
    public void close() {
        go();
        try {
            server.close();
        } catch (IOException _) {
            // Nobody can connect any more, which is what was wanted.
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket from = server.accept();
                Thread.ofVirtual().start(() -> connect(from));
            } catch (IOException _) {
                // Closed, or one connection less.
            }
        }
    }

    private void connect(Socket from) {
        try (from;
                Socket to = connected()) {
            from.setTcpNoDelay(true);
            to.setTcpNoDelay(true);
            Thread back = Thread.ofVirtual().start(() -> pump(to, from));
            pump(from, to);
            back.join();
        } catch (IOException _) {
            // The database does not listen now.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Socket connected() throws IOException {
        awaitGate();
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    private void awaitGate() throws IOException {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void pump(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16_384];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                awaitGate();
                out.write(buffer, 0, n);
            }
            to.shutdownOutput();
        } catch (IOException _) {
            close(to);
            close(from);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It was closed already.
        }
    }
}
