package dev.deskbus.port;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.SessionId;
import io.vertx.core.Future;

/** How far agents have read sessions (decision AD-20). */
@FunctionalInterface
public interface ReadMarks {
    /** The agent has read the log up to that number; a mark never moves back. */
    Future<Void> mark(SessionId session, AgentId agent, long upTo);
}
