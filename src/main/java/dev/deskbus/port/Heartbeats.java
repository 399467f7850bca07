package dev.deskbus.port;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The sockets of this node that are asked for a sign of life. */
public interface Heartbeats {
    /** Watches a socket until it is removed. */
    void add(Socket socket);

    /** Watches it no longer. */
    void remove(Socket socket);

    /** One socket; its own protocol says how a beat looks. */
    interface Socket {
        /** Sends one beat. */
        void beat();

        /** When it last said anything, by {@link System#nanoTime()}. */
        long lastHeardNanos();

        /** How long it may say nothing; null for as long as any. */
        default @Nullable Duration patience() {
            return null;
        }

        /** It said nothing for too long. */
        void closeSilent();

        /** This node ends, or is cut off: the other end should come back, to any node. */
        void closeForRestart();
    }
}
