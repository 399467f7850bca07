package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.Party.OfAgent;
import dev.deskbus.gateway.console.Screen;
import dev.deskbus.port.AgentDirectory;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Knows the numbers by which one console is shown other agents. Used in the console's context, one
 * call at a time.
 */
final class KfColleagues {
    private final AgentDirectory directory;
    private final Screen screen;
    private final Map<AgentId, Long> numbers = new HashMap<>();

    KfColleagues(AgentDirectory directory, Screen screen) {
        this.directory = directory;
        this.screen = screen;
    }

    /** Looks up who is not known yet. Never fails: who cannot be found has the number 0. */
    Future<Void> meet(Stream<Party> parties) {
        return meet(
                parties.filter(OfAgent.class::isInstance)
                        .map(party -> ((OfAgent) party).id())
                        .collect(Collectors.toSet()));
    }

    /** The same. */
    Future<Void> meet(Set<AgentId> agents) {
        List<Future<Void>> unknown =
                agents.stream()
                        .filter(agent -> !numbers.containsKey(agent))
                        .map(this::find)
                        .toList();
        return Future.join(unknown).mapEmpty();
    }

    private Future<Void> find(AgentId id) {
        return screen.here(directory.findAgent(id))
                .map(
                        found -> {
                            found.map(Agent::number).ifPresent(number -> numbers.put(id, number));
                            return (Void) null;
                        })
                .otherwiseEmpty();
    }

    long number(AgentId agent) {
        return numbers.getOrDefault(agent, 0L);
    }
}
