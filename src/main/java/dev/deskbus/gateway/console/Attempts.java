package dev.deskbus.gateway.console;

import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one console tries to read and to show, and what came of it: after a refusal nothing is asked
 * again until the next digest, and after whatever failed the next digest must be of all sessions.
 * Used in the console's context.
 */
final class Attempts {
    private static final Logger log = LoggerFactory.getLogger(Attempts.class);

    private final AgentId me;
    private final Screen screen;
    private boolean isResting;

    /** Nobody has said yet that it knows all. */
    private volatile boolean isBehind = true;

    Attempts(AgentId me, Screen screen) {
        this.me = me;
        this.screen = screen;
    }

    /** All is told anew. */
    void beginAnew() {
        isResting = false;
        isBehind = false;
    }

    boolean isResting() {
        return isResting;
    }

    /** By any thread: whether something was not shown that only a digest of all tells again. */
    boolean isBehind() {
        return isBehind;
    }

    /** The rest is for the next digest. */
    void fallBehind() {
        isBehind = true;
    }

    void rest() {
        isResting = true;
        isBehind = true;
    }

    <T> Future<T> fetched(Future<T> query) {
        return attempted(screen.here(query));
    }

    Future<Boolean> taken(Future<Boolean> frame) {
        return attempted(frame)
                .map(
                        isTaken -> {
                            if (!isTaken) {
                                rest();
                            }
                            return isTaken;
                        });
    }

    <T> Future<T> attempted(Future<T> work) {
        return work.onFailure(this::onFailure);
    }

    private void onFailure(Throwable failure) {
        if (failure instanceof Refusal) {
            rest();
        } else {
            isBehind = true;
            log.atWarn()
                    .addKeyValue("agent", me.value())
                    .setCause(failure)
                    .log("console not repaired");
        }
    }
}
