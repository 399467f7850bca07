package dev.deskbus.domain.planted;

import dev.deskbus.port.Fence;
import io.vertx.core.Future;

/** Breaks the rules on purpose: {@link dev.deskbus.ArchitectureRulesFailTest} must see it. */
public final class Violator {
    public Future<Fence> broken() throws InterruptedException {
        Thread.sleep(1);
        return Future.failedFuture("planted");
    }
}
