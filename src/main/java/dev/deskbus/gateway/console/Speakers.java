package dev.deskbus.gateway.console;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.Party.OfAgent;
import dev.deskbus.port.AgentDirectory;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The agents and robots among those who spoke. */
public record Speakers(Map<AgentId, Agent> agents) {
    public Speakers {
        agents = Map.copyOf(agents);
    }

    /** Looks them all up; who is in the directory no more is left out. */
    public static Future<Speakers> of(Collection<Party> parties, AgentDirectory directory) {
        Map<AgentId, Agent> found = new ConcurrentHashMap<>();
        List<Future<?>> lookups =
                parties.stream()
                        .filter(OfAgent.class::isInstance)
                        .map(party -> ((OfAgent) party).id())
                        .distinct()
                        .<Future<?>>map(id -> find(id, directory, found))
                        .toList();
        return Future.all(lookups).map(_ -> new Speakers(found));
    }

    private static Future<?> find(AgentId id, AgentDirectory directory, Map<AgentId, Agent> found) {
        return directory
                .findAgent(id)
                .onSuccess(agent -> agent.ifPresent(each -> found.put(id, each)));
    }

    /** The agent or robot that spoke; null for a client and for Deskbus itself. */
    public @Nullable Agent speaker(Party party) {
        return party instanceof OfAgent(AgentId id) ? agents.get(id) : null;
    }
}
