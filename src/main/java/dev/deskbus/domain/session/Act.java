package dev.deskbus.domain.session;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.CommandId;

/**
 * That an agent does something with a session, by what right, and under which name: the same act
 * told twice is done once.
 */
public record Act(CommandId id, AgentId by, Authority as) {
    /** By what right; what a supervisor does by its role is kept in the audit. */
    public enum Authority {
        /** It takes part. */
        PARTICIPANT,
        /** It may do so in every session of its tenant. */
        SUPERVISOR
    }

    /** Whether it is done by right of the role. */
    public boolean isSupervision() {
        return as == Authority.SUPERVISOR;
    }
}
