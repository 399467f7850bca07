package dev.deskbus.config;

import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.TenantId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which names the directory file has defined so far. A name counts even when something else is
 * wrong with what it names, so that one fault is not told twice.
 */
final class Names {
    private final Map<String, Optional<TenantId>> tenants = new HashMap<>();
    private final Map<String, String> tenantByAgent = new HashMap<>();
    private final Set<String> robots = new HashSet<>();
    private final Set<Long> numbers = new HashSet<>();

    void addTenant(String name, @Nullable TenantId id) {
        tenants.put(name, Optional.ofNullable(id));
    }

    /** Notes an agent; its id and its number must be good, and nobody else's. */
    void addAgent(YamlSection agent, long number, boolean robot) {
        tenantByAgent.put(agent.name(), agent.text("tenant", ""));
        if (robot) {
            robots.add(agent.name());
        }
        try {
            var _ = new AgentId(agent.name());
        } catch (Refusal _) {
            agent.fault("not a valid agent id");
        }
        if (!robot && agent.isSound() && !numbers.add(number)) {
            agent.fault("number", number + " is taken by another agent");
        }
    }

    /** The tenant that a section names; empty when that is at fault. */
    Optional<TenantId> tenant(YamlSection section) {
        String name = section.text("tenant");
        if (!name.isBlank() && !tenants.containsKey(name)) {
            section.fault("tenant", "no such tenant: " + name);
        }
        return tenants.getOrDefault(name, Optional.empty());
    }

    /** Whether that agent is a robot. */
    boolean isRobot(AgentId agent) {
        return robots.contains(agent.value());
    }

    /** An agent that a section names; it must be of the section's tenant. */
    Optional<AgentId> colleague(YamlSection section, String key, String name) {
        String tenant = tenantByAgent.get(name);
        if (tenant == null) {
            if (!name.isBlank()) {
                section.fault(key, "no such agent: " + name);
            }
            return Optional.empty();
        }
        if (!tenant.equals(section.text("tenant", ""))) {
            section.fault(key, name + " is of another tenant");
        }
        return section.isSound() ? Optional.of(new AgentId(name)) : Optional.empty();
    }

    /** The same for an agent that must be a robot. */
    Optional<AgentId> robot(YamlSection section, String key, String name) {
        Optional<AgentId> found = colleague(section, key, name);
        if (found.isPresent() && !robots.contains(name)) {
            section.fault(key, name + " is no robot");
        }
        return found;
    }
}
