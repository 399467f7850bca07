package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.port.AgentDirectory;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks up the agents and robots whom a list names. */
final class KfPeople {
    private final AgentDirectory directory;

    KfPeople(AgentDirectory directory) {
        this.directory = directory;
    }

    /** Those of them that the directory knows. */
    Future<Map<AgentId, Agent>> find(Collection<AgentId> ids) {
        return Future.all(ids.stream().distinct().map(directory::findAgent).toList())
                .map(
                        found ->
                                found.<Optional<Agent>>list().stream()
                                        .flatMap(Optional::stream)
                                        .collect(Collectors.toMap(Agent::id, agent -> agent)));
    }
}
