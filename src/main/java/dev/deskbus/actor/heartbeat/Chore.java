package dev.deskbus.actor.heartbeat;

import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something done again and again: never twice at once, its failure logged once per outage. */
final class Chore {
    private static final Logger log = LoggerFactory.getLogger(Chore.class);

    private final String name;
    private final Supplier<Future<?>> work;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile boolean failing;

    Chore(String name, Supplier<Future<?>> work) {
        this.name = name;
        this.work = work;
    }

    /** Does it, unless the last time is not over yet. */
    void run() {
        if (busy.compareAndSet(false, true)) {
            attempt()
                    .onComplete(
                            _ -> {
                                if (failing) {
                                    log.atInfo().addKeyValue("chore", name).log("chore recovered");
                                }
                                failing = false;
                                busy.set(false);
                            },
                            failure -> {
                                if (!failing) {
                                    log.atWarn()
                                            .addKeyValue("chore", name)
                                            .setCause(failure)
                                            .log("chore fails");
                                }
                                failing = true;
                                busy.set(false);
                            });
        }
    }

    private Future<?> attempt() {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
