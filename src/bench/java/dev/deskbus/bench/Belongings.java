package dev.deskbus.bench;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must be ended when the benchmark ends, however that comes; the last that began first. */
final class Belongings {
    private static final Logger LOG = LoggerFactory.getLogger(Belongings.class);

    private final Deque<AutoCloseable> all = new ArrayDeque<>();

    /** One more. */
    synchronized <T extends AutoCloseable> T add(T one) {
        all.push(one);
        return one;
    }

    /** That one has ended by itself. */
    synchronized void remove(AutoCloseable one) {
        all.remove(one);
    }

    /** Ends all that are left. */
    synchronized void close() {
        for (AutoCloseable one = all.poll(); one != null; one = all.poll()) {
            try {
                one.close();
            } catch (Exception e) {
                LOG.warn("not ended", e);
            }
        }
    }
}
