package dev.deskbus.gateway.callback;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.id.AgentId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Agents as third parties see them; an agent that is gone is known by its id alone. */
final class AgentCards {
    private final MediaLinks links;

    AgentCards(MediaLinks links) {
        this.links = links;
    }

    AgentCard of(AgentId id, Map<AgentId, Agent> known) {
        @Nullable Agent agent = known.get(id);
        return agent == null
                ? new AgentCard(id.value(), id.value(), "", "", "")
                : new AgentCard(
                        id.value(),
                        agent.name(),
                        agent.alias(),
                        links.absolute(agent.icon()).orElse(""),
                        agent.comments());
    }

    /** One agent. */
    record AgentCard(String id, String name, String alias, String icon, String comments) {}
}
