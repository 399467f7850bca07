package dev.deskbus.gateway.console;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.ConversationViews.Standing;
import dev.deskbus.port.WaitingLines;
import dev.deskbus.port.WaitingLines.InLine;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what consoles should know by now: how far their sessions have come, and who waits
 * (reliability R10).
 *
 * @param lines null for consoles that are not shown who waits
 */
public record Truth(ConversationViews views, @Nullable WaitingLines lines) {
    /** Hints of what is younger may still be on their way. */
    private static final Duration SETTLED = Duration.ofSeconds(3);

    /**
     * What one agent's console should know.
     *
     * @param open all open sessions of the agent
     * @param waiting the fronts of all its lines
     */
    public record Known(List<Standing> open, List<InLine> waiting) {
        public Known {
            open = List.copyOf(open);
            waiting = List.copyOf(waiting);
        }
    }

    /** What stands there at this moment: a console that logs in asks for all of it itself. */
    public Future<Known> readNow(Agent agent) {
        return read(Set.of(agent), Duration.ZERO).map(all -> all.of(agent));
    }

    /** What every console should have been shown by now. */
    public Future<Reading> read(Set<Agent> agents) {
        return read(agents, SETTLED);
    }

    private Future<Reading> read(Set<Agent> agents, Duration age) {
        Set<AgentId> ids = agents.stream().map(Agent::id).collect(Collectors.toSet());
        Set<QueueId> queues =
                agents.stream()
                        .flatMap(agent -> agent.queues().stream())
                        .collect(Collectors.toSet());
        return findLines(queues, age)
                .compose(waiting -> views.findStandings(ids).map(open -> reading(open, waiting)));
    }

    private Future<List<InLine>> findLines(Set<QueueId> queues, Duration age) {
        return lines == null ? Future.succeededFuture(List.of()) : lines.findLines(queues, age);
    }

    private static Reading reading(List<Standing> open, List<InLine> waiting) {
        return new Reading(
                open.stream().collect(Collectors.groupingBy(Standing::agent)),
                waiting.stream().collect(Collectors.groupingBy(InLine::queue)));
    }

    /** What was read for several agents at once. */
    public record Reading(Map<AgentId, List<Standing>> open, Map<QueueId, List<InLine>> lines) {
        /** Never anybody of another tenant, whatever the queues of the agent are. */
        public Known of(Agent agent) {
            return new Known(
                    open.getOrDefault(agent.id(), List.of()),
                    agent.queues().stream()
                            .flatMap(queue -> lines.getOrDefault(queue, List.of()).stream())
                            .filter(each -> each.client().tenant().equals(agent.tenant()))
                            .toList());
        }
    }
}
