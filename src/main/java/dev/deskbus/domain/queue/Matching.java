package dev.deskbus.domain.queue;

import dev.deskbus.domain.agent.AgentView;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.queue.QueueEvent.Choice;
import dev.deskbus.domain.queue.QueueEvent.RequestAssigned;
import dev.deskbus.domain.queue.QueueEvent.RequestOffered;
import dev.deskbus.domain.queue.QueueRules.Mode;
import dev.deskbus.domain.queue.QueueRules.Policy;
import dev.deskbus.domain.queue.QueueState.Directed;
import dev.deskbus.domain.queue.QueueState.Offer;
import dev.deskbus.domain.queue.QueueState.Waiting;
import java.time.Instant;
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
 * has not passed. When every such agent has passed every such request, a new round begins; but who
 * gave a session back is never asked for it. An offer under way takes up room like a session. A
 * request that is kept for one agent goes to that one or waits; robots and dedicated agents need no
 * room. Whoever is asked and turns to automatic acceptance gets what it was asked about.
 */
final class Matching {
    private static final Comparator<AgentView> BY_ID =
            Comparator.comparing(view -> view.id().value());
    private static final Comparator<AgentView> LONGEST_IDLE =
            Comparator.comparing(AgentView::idleSince).thenComparing(BY_ID);

    private Matching() {}

    static Optional<QueueEvent> next(QueueState state, Step step) {
        return switch (state.rules().kind()) {
            case HUMAN ->
                    state.rules().mode() == Mode.AUTOMATIC ? given(state, step) : Optional.empty();
            case ROBOT, DEDICATED ->
                    state.line().stream()
                            .flatMap(waiting -> atOnce(state, waiting, step).stream())
                            .<QueueEvent>map(assigned -> assigned)
                            .findFirst();
        };
    }

    /** The robot or the dedicated agent of that request; empty in a queue of people. */
    static Optional<RequestAssigned> atOnce(QueueState state, Waiting waiting, Step step) {
        return switch (state.rules().kind()) {
            case HUMAN -> Optional.empty();
            case ROBOT -> served(state, waiting, List.copyOf(state.agents().values()), step);
            case DEDICATED ->
                    served(
                            state,
                            waiting,
                            state.agents().values().stream().filter(AgentView::isThere).toList(),
                            step);
        };
    }

    private static Optional<RequestAssigned> served(
            QueueState state, Waiting waiting, List<AgentView> candidates, Step step) {
        Directed directed = waiting.directed();
        if (directed != null && directed.reason().equals(Choice.OWNER)) {
            return Optional.of(
                    new RequestAssigned(
                            waiting.id(),
                            directed.agent(),
                            new Choice(List.of(directed.agent()), Choice.OWNER)));
        }
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        List<AgentView> ranked = ranked(state, waiting, candidates, step);
        return Optional.of(
                new RequestAssigned(
                        waiting.id(), ranked.getFirst().id(), choice(state, waiting, ranked)));
    }

    /** Who is asked and has begun to accept automatically has accepted. */
    private static Optional<QueueEvent> accepted(QueueState state, Step step) {
        return state.line().stream()
                .flatMap(waiting -> accepted(state, waiting, step.now()).stream())
                .findFirst();
    }

    private static Optional<QueueEvent> accepted(QueueState state, Waiting waiting, Instant now) {
        Offer offer = waiting.offer();
        if (offer == null || !now.isBefore(offer.expiresAt())) {
            return Optional.empty();
        }
        AgentView asked = state.agents().get(offer.agent());
        return asked != null && asked.autoAccept() && asked.isRoutable()
                ? Optional.of(
                        new RequestAssigned(
                                waiting.id(), asked.id(), choice(state, waiting, List.of(asked))))
                : Optional.empty();
    }

    private static Optional<QueueEvent> given(QueueState state, Step step) {
        Optional<QueueEvent> accepted = accepted(state, step);
        return accepted.isPresent() ? accepted : givenAnew(state, step);
    }

    private static Optional<QueueEvent> givenAnew(QueueState state, Step step) {
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
                asking.stream()
                        .filter(waiting -> !fresh(waiting, free, step.now()).isEmpty())
                        .findFirst();
        return unpassed.map(waiting -> give(state, waiting, fresh(waiting, free, step.now()), step))
                .or(
                        () ->
                                asking.stream()
                                        .filter(waiting -> waiting.reservedFor(step.now()) == null)
                                        .filter(waiting -> !askable(waiting, free).isEmpty())
                                        .findFirst()
                                        .map(
                                                waiting ->
                                                        give(
                                                                state,
                                                                waiting,
                                                                askable(waiting, free),
                                                                step)));
    }

    /** Everybody but those who gave it back. */
    private static List<AgentView> askable(Waiting waiting, List<AgentView> free) {
        return waiting.isGivenBack()
                ? free.stream().filter(view -> !waiting.givenBackBy().contains(view.id())).toList()
                : free;
    }

    private static List<AgentView> fresh(Waiting waiting, List<AgentView> free, Instant now) {
        AgentId reservedFor = waiting.reservedFor(now);
        return askable(waiting, free).stream()
                .filter(view -> !waiting.passedBy().contains(view.id()))
                .filter(view -> reservedFor == null || reservedFor.equals(view.id()))
                .toList();
    }

    private static QueueEvent give(
            QueueState state, Waiting waiting, List<AgentView> candidates, Step step) {
        List<AgentView> ranked = ranked(state, waiting, candidates, step);
        AgentView best = ranked.getFirst();
        Choice choice = choice(state, waiting, ranked);
        if (best.autoAccept()) {
            return new RequestAssigned(waiting.id(), best.id(), choice);
        }
        Offer offer =
                new Offer(step.freshId(), best.id(), step.now().plus(state.rules().offerTime()));
        return new RequestOffered(waiting.id(), offer, choice);
    }

    private static Choice choice(QueueState state, Waiting waiting, List<AgentView> ranked) {
        Directed directed = waiting.directed();
        AgentId best = ranked.getFirst().id();
        return new Choice(
                ranked.stream().map(AgentView::id).toList(),
                directed != null && isFavourite(waiting, directed, best)
                        ? directed.reason()
                        : reason(state.rules().policy()));
    }

    /** Whoever has passed is no favourite any more. */
    private static boolean isFavourite(Waiting waiting, Directed directed, AgentId agent) {
        return directed.agent().equals(agent)
                && !waiting.passedBy().contains(agent)
                && !waiting.refusedBy().contains(agent);
    }

    /** The candidates, best first: the favourite before all others. */
    private static List<AgentView> ranked(
            QueueState state, Waiting waiting, List<AgentView> candidates, Step step) {
        List<AgentView> ranked = byPolicy(state, candidates, step);
        Directed directed = waiting.directed();
        return directed == null
                ? ranked
                : sorted(
                        ranked,
                        Comparator.comparing(view -> !isFavourite(waiting, directed, view.id())));
    }

    private static List<AgentView> byPolicy(
            QueueState state, List<AgentView> candidates, Step step) {
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
}
