package dev.deskbus.actor.heartbeat;

import dev.deskbus.port.Heartbeats.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows the sockets of this node. Any thread may use it. */
final class LiveSockets {
    private static final Logger log = LoggerFactory.getLogger(LiveSockets.class);

    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;
    private volatile boolean useless;

    /** Watches it; sends it away at once when this node cannot serve it. */
    void add(Socket socket) {
        sockets.add(socket);
        if (draining || useless) {
            guarded(socket, Socket::closeForRestart);
        }
    }

    /** From now on nobody new stays. */
    void beginDrain() {
        draining = true;
    }

    /** Whether somebody new would see nothing here. */
    void turnAway(boolean useless) {
        this.useless = useless;
    }

    /** Everybody who is here now. */
    List<Socket> all() {
        return List.copyOf(sockets);
    }

    /** Tells it to come back to any node. */
    void sendAway(Socket socket) {
        guarded(socket, Socket::closeForRestart);
    }

    void remove(Socket socket) {
        sockets.remove(socket);
    }

    /** Asks everybody for a sign of life. */
    void beat() {
        sockets.forEach(socket -> guarded(socket, Socket::beat));
    }

    /** Lets those go that said nothing for so long; each is told once. */
    void closeSilent(long nowNanos, Duration patience) {
        List<Socket> silent =
                sockets.stream()
                        .filter(each -> nowNanos - each.lastHeardNanos() >= patience.toNanos())
                        .toList();
        silent.forEach(sockets::remove);
        silent.forEach(socket -> guarded(socket, Socket::closeSilent));
    }

    /** One broken socket must not cost the others their beat. */
    private static void guarded(Socket socket, Consumer<Socket> act) {
        try {
            act.accept(socket);
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("socket failed at its beat");
        }
    }
}
