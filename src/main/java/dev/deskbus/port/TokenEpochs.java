package dev.deskbus.port;

import dev.deskbus.domain.id.AgentId;
import io.vertx.core.Future;

/**
 * Counts how often an agent's tokens were revoked: a token of another count is worth nothing
 * (decision KF-37).
 */
@FunctionalInterface
public interface TokenEpochs {
    /** The count now; 0 for an agent that nobody knows. */
    Future<Long> current(AgentId agent);
}
