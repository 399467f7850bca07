package dev.deskbus;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Ports for servers of tests. They lie below those that the kernel gives to outgoing connections:
 * one of these may take a port between the moment it was found free and the moment its server
 * listens.
 */
public final class FreePorts {
    private static final int FIRST = 12_000;
    private static final int END = 32_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(FIRST, END));

    private FreePorts() {}

    /** A port that nobody listens on, on any address, and that this JVM has not given out yet. */
    public static int next() {
        return Stream.generate(() -> NEXT.getAndUpdate(port -> port + 1 < END ? port + 1 : FIRST))
                .filter(FreePorts::isFree)
                .findFirst()
                .orElseThrow();
    }

    /** That many of them. */
    public static List<Integer> next(int count) {
        return Stream.generate(FreePorts::next).limit(count).toList();
    }

    private static boolean isFree(int port) {
        return canListen(new InetSocketAddress(port))
                && canListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private static boolean canListen(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(false);
            socket.bind(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
