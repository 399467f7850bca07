package dev.deskbus.domain.agent;

import dev.deskbus.domain.id.AgentId;
import java.time.Instant;

/**
 * An agent as a queue sees it at one moment: a hint; the slot rows decide.
 *
 * @param present whether any console is there, or was within the grace time
 * @param connected whether a console is there right now
 * @param autoAccept whether requests are given without asking
 * @param load sessions in its slots
 * @param idleSince when it was last given or left a session
 */
public record AgentView(
        AgentId id,
        boolean present,
        boolean connected,
        AgentStatus status,
        boolean autoAccept,
        int load,
        int capacity,
        Instant idleSince) {
    /** Whether a request may be given or offered to it now (decision KF-13). */
    public boolean isRoutable() {
        return connected && status == AgentStatus.ONLINE && hasRoom();
    }

    /** Whether it is there for a new client; one that shows itself offline is not (KF-12). */
    public boolean isThere() {
        return present && status != AgentStatus.OFFLINE;
    }

    /** Whether one more session fits. */
    public boolean hasRoom() {
        return load < capacity;
    }
}
