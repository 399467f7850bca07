package dev.deskbus.domain.queue;

import dev.deskbus.domain.agent.AgentView;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.queue.QueueEvent.Choice;
import dev.deskbus.domain.queue.QueueEvent.RequestAssigned;
import dev.deskbus.domain.queue.QueueEvent.RequestOffered;
import dev.deskbus.domain.queue.QueueRules.Mode;
import dev.deskbus.domain.queue.QueueRules.Policy;
import dev.deskbus.domain.queue.QueueState.Offer;
import dev.deskbus.domain.queue.QueueState.Waiting;
import dev.deskbus.domain.session.SessionKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who is given the next request: one that waits without an offer, and an agent that can take it and
 * has not passed. When every such agent has passed every such request, a new round begins. An offer
 * under way takes up room like a session.
 */
final class Matching {
    private static final Comparator<AgentView> BY_ID =
            Comparator.comparing(view -> view.id().value());
    private static final Comparator<AgentView> LONGEST_IDLE =
            Comparator.comparing(AgentView::idleSince).thenComparing(BY_ID);

    private Matching() {}

    static Optional<QueueEvent> next(QueueState state, Step step) {
        return isAutomatic(state.rules()) ? given(state, step) : Optional.empty();
    }

    private static Optional<QueueEvent> given(QueueState state, Step step) {
        Map<AgentId, Long> offers = offers(state);
        List<AgentView> free =
                state.agents().values().stream()
                        .filter(AgentView::isRoutable)
                        .filter(view -> load(view, offers) < view.capacity())
                        .toList();
        if (free.isEmpty()) {
            return Optional.empty();
        }
        List<Waiting> asking =
                state.line().stream().filter(waiting -> waiting.offer() == null).toList();
        Optional<Waiting> unpassed =
                asking.stream().filter(waiting -> !fresh(waiting, free).isEmpty()).findFirst();
        return unpassed.map(waiting -> give(state, waiting, fresh(waiting, free), step))
                .or(
                        () ->
                                asking.stream()
                                        .findFirst()
                                        .map(waiting -> give(state, waiting, free, step)));
    }

    private static List<AgentView> fresh(Waiting waiting, List<AgentView> free) {
        return free.stream().filter(view -> !waiting.passedBy().contains(view.id())).toList();
    }

    private static QueueEvent give(
            QueueState state, Waiting waiting, List<AgentView> candidates, Step step) {
        List<AgentView> ranked = ranked(state, candidates, step);
        AgentView best = ranked.getFirst();
        Choice choice =
                new Choice(
                        ranked.stream().map(AgentView::id).toList(),
                        reason(state.rules().policy()));
        if (best.autoAccept()) {
            return new RequestAssigned(waiting.id(), best.id(), choice);
        }
        Offer offer =
                new Offer(step.freshId(), best.id(), step.now().plus(state.rules().offerTime()));
        return new RequestOffered(waiting.id(), offer, choice);
    }

    /** The candidates, best first. */
    private static List<AgentView> ranked(QueueState state, List<AgentView> candidates, Step step) {
        return switch (state.rules().policy()) {
            case LONGEST_IDLE -> sorted(candidates, LONGEST_IDLE);
            case LEAST_LOADED -> sorted(candidates, leastLoaded(offers(state)));
            case ROUND_ROBIN -> sorted(candidates, after(state.lastAssigned()));
            case RANDOM -> shuffled(candidates, step.freshId());
        };
    }

    private static String reason(Policy policy) {
        return switch (policy) {
            case LONGEST_IDLE -> "longest-idle";
            case LEAST_LOADED -> "least-loaded";
            case ROUND_ROBIN -> "round-robin";
            case RANDOM -> "random";
        };
    }

    private static Comparator<AgentView> leastLoaded(Map<AgentId, Long> offers) {
        return Comparator.<AgentView>comparingLong(view -> load(view, offers))
                .thenComparing(LONGEST_IDLE);
    }

    /** By id, beginning behind the one whose turn it was last. */
    private static Comparator<AgentView> after(@Nullable AgentId last) {
        return Comparator.<AgentView, Boolean>comparing(
                        view -> last != null && view.id().value().compareTo(last.value()) <= 0)
                .thenComparing(BY_ID);
    }

    private static List<AgentView> sorted(List<AgentView> candidates, Comparator<AgentView> order) {
        return candidates.stream().sorted(order).toList();
    }

    /** The same order for the same seed, so that a replay chooses alike. */
    private static List<AgentView> shuffled(List<AgentView> candidates, long seed) {
        List<AgentView> shuffled = new ArrayList<>(sorted(candidates, BY_ID));
        Collections.shuffle(shuffled, new SplittableRandom(seed));
        return shuffled;
    }

    private static Map<AgentId, Long> offers(QueueState state) {
        return state.line().stream()
                .map(Waiting::offer)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(Offer::agent, Collectors.counting()));
    }

    private static long load(AgentView view, Map<AgentId, Long> offers) {
        return view.load() + offers.getOrDefault(view.id(), 0L);
    }

    private static boolean isAutomatic(QueueRules rules) {
        return rules.kind() == SessionKind.HUMAN && rules.mode() == Mode.AUTOMATIC;
    }
}
