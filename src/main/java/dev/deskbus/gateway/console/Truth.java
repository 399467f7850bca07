package dev.deskbus.gateway.console;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.gateway.console.Digest.All;
import dev.deskbus.gateway.console.Digest.Changed;
import dev.deskbus.gateway.console.Digest.Sessions;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.ConversationViews.Changes;
import dev.deskbus.port.ConversationViews.Move;
import dev.deskbus.port.ConversationViews.Standing;
import dev.deskbus.port.WaitingLines;
import dev.deskbus.port.WaitingLines.InLine;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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

    private static final long NUMBERS_IN_A_QUERY = 20_000;

    /**
     * What one agent's console should know when it begins.
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
        return findLines(queues(Set.of(agent)), Duration.ZERO)
                .compose(
                        waiting ->
                                views.findStandings(Set.of(agent.id()))
                                        .map(open -> new Known(open, theirs(agent, waiting))));
    }

    /** What every console should have been shown by now. */
    Future<Reading> read(Set<Agent> agents) {
        Set<AgentId> ids = agents.stream().map(Agent::id).collect(Collectors.toSet());
        return findLines(queues(agents), SETTLED)
                .compose(waiting -> views.findStandings(ids).map(open -> reading(open, waiting)));
    }

    /** The same of consoles that missed nothing before: of the sessions only what changed. */
    Future<Reading> read(Set<Agent> agents, Changes changes) {
        var byAgent = changes.moves().stream().collect(Collectors.groupingBy(Move::agent));
        return findLines(queues(agents), SETTLED)
                .map(
                        waiting ->
                                new Reading(
                                        agent ->
                                                new Changed(
                                                        changes.lastSeqs(),
                                                        byAgent.getOrDefault(agent, List.of())),
                                        byQueue(waiting)));
    }

    private static Set<QueueId> queues(Set<Agent> agents) {
        return agents.stream()
                .flatMap(agent -> agent.queues().stream())
                .collect(Collectors.toSet());
    }

    private Future<List<InLine>> findLines(Set<QueueId> queues, Duration age) {
        return lines == null ? Future.succeededFuture(List.of()) : lines.findLines(queues, age);
    }

    /** From here on: see {@link ConversationViews#findMark()}. */
    Future<Long> findMark() {
        return views.findMark();
    }

    /** In all sessions: see {@link ConversationViews#findChanges}. */
    Future<Changes> findChanges(long after, long upTo) {
        return addChanges(new Changes(Map.of(), List.of()), after, upTo);
    }

    private Future<Changes> addChanges(Changes changes, long after, long upTo) {
        if (after >= upTo) {
            return Future.succeededFuture(changes);
        }
        long end = Math.min(upTo, after + NUMBERS_IN_A_QUERY);
        return views.findChanges(after, end)
                .compose(found -> addChanges(changes.and(found), end, upTo));
    }

    private static Reading reading(List<Standing> open, List<InLine> waiting) {
        var byAgent = open.stream().collect(Collectors.groupingBy(Standing::agent));
        return new Reading(
                agent -> new All(byAgent.getOrDefault(agent, List.of())), byQueue(waiting));
    }

    /** Never anybody of another tenant, whatever the queues of the agent are. */
    private static List<InLine> theirs(Agent agent, List<InLine> waiting) {
        return waiting.stream()
                .filter(each -> each.client().tenant().equals(agent.tenant()))
                .toList();
    }

    private static Map<QueueId, List<InLine>> byQueue(List<InLine> waiting) {
        return waiting.stream().collect(Collectors.groupingBy(InLine::queue));
    }

    /** What was read for several agents at once. */
    record Reading(Function<AgentId, Sessions> sessions, Map<QueueId, List<InLine>> lines) {
        Digest of(Agent agent) {
            List<InLine> waiting =
                    agent.queues().stream()
                            .flatMap(queue -> lines.getOrDefault(queue, List.of()).stream())
                            .toList();
            return new Digest(sessions.apply(agent.id()), theirs(agent, waiting));
        }
    }
}
