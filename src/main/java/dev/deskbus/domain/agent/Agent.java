package dev.deskbus.domain.agent;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.TenantId;
import java.util.List;

/**
 * An agent as the directory has it.
 *
 * @param number the {@code customer_id} of the KF wire; 0 for a robot
 * @param name nickname shown to clients ({@code webchat_alias})
 * @param alias the staff name ({@code staffname})
 * @param icon URL of the portrait; empty when there is none
 * @param capacity how many sessions at once
 */
public record Agent(
        AgentId id,
        TenantId tenant,
        long number,
        String name,
        String alias,
        String icon,
        String comments,
        Role role,
        int capacity,
        boolean enabled,
        int robotType,
        List<QueueId> queues) {
    public Agent {
        queues = List.copyOf(queues);
    }

    /** What an agent may do. */
    public enum Role {
        AGENT,
        SUPERVISOR,
        ROBOT
    }
}
