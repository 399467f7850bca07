package dev.deskbus.domain.queue;

import dev.deskbus.domain.agent.AgentView;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.queue.QueueEvent.AgentsSeen;
import dev.deskbus.domain.queue.QueueEvent.OfferEnded;
import dev.deskbus.domain.queue.QueueEvent.PreMessageAdded;
import dev.deskbus.domain.queue.QueueEvent.RequestAssigned;
import dev.deskbus.domain.queue.QueueEvent.RequestEnded;
import dev.deskbus.domain.queue.QueueEvent.RequestEnqueued;
import dev.deskbus.domain.queue.QueueEvent.RequestOffered;
import dev.deskbus.domain.queue.QueueState.Offer;
import dev.deskbus.domain.queue.QueueState.Waiting;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What each event does to a waiting line. Total: replaying a history never fails. */
final class QueueHistory {
    private static final Comparator<Waiting> ORDER =
            Comparator.comparingInt(Waiting::priority)
                    .reversed()
                    .thenComparingLong(Waiting::order)
                    .thenComparingLong(waiting -> waiting.id().value());

    private QueueHistory() {}

    static QueueState evolve(QueueState state, QueueEvent event) {
        return switch (event) {
            case RequestEnqueued(var waiting) -> joined(state, waiting);
            case PreMessageAdded _ -> state;
            case RequestOffered(var request, var offer, _) ->
                    turnOf(
                            change(state, request, waiting -> offered(waiting, offer)),
                            offer.agent());
            case OfferEnded ended ->
                    change(state, ended.request(), waiting -> offerEnded(waiting, ended));
            case RequestAssigned(var request, var agent, _) ->
                    turnOf(busier(without(state, request), agent), agent);
            case RequestEnded(var request, _) -> without(state, request);
            case AgentsSeen(var agents) -> withAgents(state, byId(agents));
        };
    }

    /** A client waits once: whatever stood here for it before is gone. */
    private static QueueState joined(QueueState state, Waiting newcomer) {
        List<Waiting> line =
                Stream.concat(
                                state.line().stream()
                                        .filter(other -> !isSameClient(other, newcomer)),
                                Stream.of(newcomer))
                        .sorted(ORDER)
                        .toList();
        return new QueueState(
                state.rules(),
                line,
                Math.max(state.lastOrder(), newcomer.order()),
                state.agents(),
                state.lastAssigned());
    }

    private static boolean isSameClient(Waiting one, Waiting other) {
        return one.origin().client().equals(other.origin().client());
    }

    /** An offer to somebody who has passed begins a new round. */
    private static Waiting offered(Waiting waiting, Offer offer) {
        boolean newRound = waiting.passedBy().contains(offer.agent());
        return with(waiting, offer, newRound ? Set.of() : waiting.passedBy());
    }

    private static Waiting offerEnded(Waiting waiting, OfferEnded ended) {
        Offer offer = waiting.offer();
        boolean isThisOne = offer != null && offer.agent().equals(ended.agent());
        Set<AgentId> passedBy = new HashSet<>(waiting.passedBy());
        if (ended.hasPassed()) {
            passedBy.add(ended.agent());
        }
        Set<AgentId> refusedBy = new HashSet<>(waiting.refusedBy());
        if (ended.why().equals(OfferEnded.REFUSED)) {
            refusedBy.add(ended.agent());
        }
        return with(waiting, isThisOne ? null : offer, passedBy, refusedBy);
    }

    private static Waiting with(Waiting waiting, @Nullable Offer offer, Set<AgentId> passedBy) {
        return with(waiting, offer, passedBy, waiting.refusedBy());
    }

    private static Waiting with(
            Waiting waiting, @Nullable Offer offer, Set<AgentId> passedBy, Set<AgentId> refusedBy) {
        return new Waiting(
                waiting.id(),
                waiting.origin(),
                waiting.priority(),
                waiting.order(),
                waiting.since(),
                waiting.expiresAt(),
                offer,
                passedBy,
                refusedBy,
                waiting.directed(),
                waiting.givenBackBy());
    }

    private static QueueState change(
            QueueState state, RequestId request, UnaryOperator<Waiting> change) {
        return withLine(
                state,
                state.line().stream()
                        .map(
                                waiting ->
                                        waiting.id().equals(request)
                                                ? change.apply(waiting)
                                                : waiting)
                        .toList());
    }

    private static QueueState without(QueueState state, RequestId request) {
        return withLine(
                state,
                state.line().stream().filter(waiting -> !waiting.id().equals(request)).toList());
    }

    /** One session more; and just now given one, so idle for a shorter time than anybody else. */
    private static QueueState busier(QueueState state, AgentId agent) {
        AgentView view = state.agents().get(agent);
        if (view == null) {
            return state;
        }
        Instant latest =
                state.agents().values().stream()
                        .map(AgentView::idleSince)
                        .max(Comparator.naturalOrder())
                        .orElse(view.idleSince());
        Map<AgentId, AgentView> agents = new HashMap<>(state.agents());
        agents.put(
                agent,
                new AgentView(
                        agent,
                        view.present(),
                        view.connected(),
                        view.status(),
                        view.autoAccept(),
                        view.load() + 1,
                        view.capacity(),
                        latest.plusMillis(1)));
        return withAgents(state, agents);
    }

    private static QueueState turnOf(QueueState state, AgentId agent) {
        return new QueueState(
                state.rules(), state.line(), state.lastOrder(), state.agents(), agent);
    }

    private static QueueState withLine(QueueState state, List<Waiting> line) {
        return new QueueState(
                state.rules(), line, state.lastOrder(), state.agents(), state.lastAssigned());
    }

    private static QueueState withAgents(QueueState state, Map<AgentId, AgentView> agents) {
        return new QueueState(
                state.rules(), state.line(), state.lastOrder(), agents, state.lastAssigned());
    }

    private static Map<AgentId, AgentView> byId(List<AgentView> agents) {
        return agents.stream().collect(Collectors.toMap(AgentView::id, view -> view, (_, b) -> b));
    }
}
