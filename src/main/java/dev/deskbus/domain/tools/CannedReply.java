package dev.deskbus.domain.tools;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.id.AgentId;
import org.jspecify.annotations.Nullable;

/**
 * Words that agents need often.
 *
 * @param owner whose own it is; null for one of the whole tenant
 * @param fromDirectory whether the directory file has it: then only that changes it
 */
public record CannedReply(
        long id, @Nullable AgentId owner, ReplyDraft words, boolean fromDirectory) {
    /** Agents change their own, supervisors those of their tenant as well. */
    public boolean canBeChangedBy(Agent agent) {
        return owner == null
                ? !fromDirectory && agent.role() == Agent.Role.SUPERVISOR
                : owner.equals(agent.id());
    }
}
