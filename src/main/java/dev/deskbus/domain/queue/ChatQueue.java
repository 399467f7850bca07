package dev.deskbus.domain.queue;

import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.agent.AgentView;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.queue.QueueCommand.AddPreMessage;
import dev.deskbus.domain.queue.QueueCommand.AgentTouched;
import dev.deskbus.domain.queue.QueueCommand.Cancel;
import dev.deskbus.domain.queue.QueueCommand.Claim;
import dev.deskbus.domain.queue.QueueCommand.DropForsaken;
import dev.deskbus.domain.queue.QueueCommand.EndDeserted;
import dev.deskbus.domain.queue.QueueCommand.Enqueue;
import dev.deskbus.domain.queue.QueueCommand.LineChanged;
import dev.deskbus.domain.queue.QueueCommand.RefreshAgents;
import dev.deskbus.domain.queue.QueueCommand.Refuse;
import dev.deskbus.domain.queue.QueueCommand.Tick;
import dev.deskbus.domain.queue.QueueEvent.AgentsSeen;
import dev.deskbus.domain.queue.QueueEvent.Choice;
import dev.deskbus.domain.queue.QueueEvent.OfferEnded;
import dev.deskbus.domain.queue.QueueEvent.PreMessageAdded;
import dev.deskbus.domain.queue.QueueEvent.RequestAssigned;
import dev.deskbus.domain.queue.QueueEvent.RequestEnded;
import dev.deskbus.domain.queue.QueueEvent.RequestEnqueued;
import dev.deskbus.domain.queue.QueueRules.WhenNoAgent;
import dev.deskbus.domain.queue.QueueState.Directed;
import dev.deskbus.domain.queue.QueueState.Offer;
import dev.deskbus.domain.queue.QueueState.Waiting;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.SessionKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a waiting line does with a command. What an event does to the line is {@link QueueHistory};
 * who is given the next request is {@link Matching}.
 *
 * <pre>
 *   Enqueue        Matching, Claim
 *   ──────▶ WAITING ─────────────▶ ACCEPTED
 *            │ ▲  │ Cancel ──────▶ CANCELED_BY_CLIENT
 *  Matching  ▼ │  │ Tick ────────▶ TIMEOUT
 *         (offered) DropForsaken ─▶ DROPPED (Tick, too, where the queue was removed)
 *                 │ EndDeserted ─▶ NO_AGENT_ONLINE
 *                 │ Tick ────────▶ OFF_HOUR (at closing time, where the queue wants that)
 *                 │ Refuse ──────▶ REFUSED (by the one who was wanted, or the last who was left;
 *                 │                         never a session that was given back)
 *  Refuse, Tick, RefreshAgents end an offer
 * </pre>
 *
 * In a queue of robots or of dedicated agents nobody waits: a request is given at once, and is in
 * the line only in between.
 */
public final class ChatQueue {
    private ChatQueue() {}

    /**
     * What happens when the command meets the state; nothing when it has no effect. Throws a {@link
     * Refusal} when it may not. Of a client that waits here already the row decides what an {@code
     * Enqueue} means: the command may be a repeat.
     */
    public static List<QueueEvent> decide(QueueState state, QueueCommand command, Step step) {
        return switch (command) {
            case Enqueue enqueue -> List.of(enqueue(state, enqueue, step));
            case Cancel cancel -> List.of(cancel(state, cancel));
            case AddPreMessage adding -> List.of(add(state, adding));
            case Claim claim -> List.of(claim(state, claim, step.now()));
            case Refuse(var request, var agent) -> refused(state, request, agent, step.now());
            case AgentTouched _ -> List.of();
            case RefreshAgents(var agents) -> seen(state, agents);
            case DropForsaken(var requests) -> dropped(state, requests);
            case EndDeserted(var since) -> WaitingEnds.deserted(state, step.now().minus(since));
            case LineChanged() -> List.of();
            case Tick() -> WaitingEnds.ticked(state, step.now());
        };
    }

    /** What {@link #decide} says of this command. */
    public static RequestEnqueued enqueue(QueueState state, Enqueue command, Step step) {
        if (findOf(state, command.origin().client()).isEmpty()) {
            Favours.requireWanted(state, command.origin());
            requireOpen(state, step.now());
            requireSomebody(state, command.origin(), step);
        }
        return new RequestEnqueued(
                new Waiting(
                        new RequestId(step.freshId()),
                        command.origin(),
                        command.priority(),
                        state.lastOrder() + 1,
                        step.now(),
                        expiresAt(state.rules(), step.now()),
                        null,
                        Set.of(),
                        Set.of(),
                        Favours.of(state, command.origin(), step),
                        Set.of()));
    }

    /** What {@link #decide} says of this command. */
    public static RequestEnded cancel(QueueState state, Cancel command) {
        Waiting waiting = requireOwn(state, command.request(), command.client());
        if (waiting.isGivenBack()) {
            throw new Refusal(ErrorCode.REQUEST_UNKNOWN, "no request of the client's");
        }
        return new RequestEnded(command.request(), RequestStatus.CANCELED_BY_CLIENT);
    }

    /** What {@link #decide} says of this command. */
    public static PreMessageAdded add(QueueState state, AddPreMessage command) {
        requireOwn(state, command.request(), command.client());
        requireText(command.message());
        return new PreMessageAdded(
                command.request(),
                command.message(),
                command.key(),
                command.clientTime(),
                command.extra());
    }

    /** What {@link #decide} says of this command. */
    public static RequestAssigned claim(QueueState state, Claim command, Instant now) {
        Waiting waiting = requireWaiting(state, command.request());
        requireNotAskedOfAnother(waiting, command.agent());
        requireUnreserved(waiting, command.agent(), now);
        requireRoom(state, command.agent(), command.beyond());
        return new RequestAssigned(
                command.request(),
                command.agent(),
                new Choice(
                        List.of(command.agent()),
                        command.beyond() ? Choice.CLAIMED_BEYOND : Choice.CLAIMED));
    }

    /** The state after the event. Total: replaying a history never fails. */
    public static QueueState evolve(QueueState state, QueueEvent event) {
        return QueueHistory.evolve(state, event);
    }

    /**
     * The next thing to give away, if there is any: to be stored and evolved, then asked again,
     * until nothing is left.
     */
    public static Optional<QueueEvent> match(QueueState state, Step step) {
        return Matching.next(state, step);
    }

    /** To whom that request is given at once; empty where people choose or are chosen. */
    public static Optional<RequestAssigned> serve(QueueState state, RequestId request, Step step) {
        return find(state, request).flatMap(waiting -> Matching.atOnce(state, waiting, step));
    }

    /** The rank of a request in the line, from 1; 0 when it does not wait here. */
    public static int position(QueueState state, RequestId request) {
        int position = 1;
        for (Waiting waiting : state.line()) {
            if (waiting.id().equals(request)) {
                return position;
            }
            position++;
        }
        return 0;
    }

    /** The waiting request with that id. */
    public static Optional<Waiting> find(QueueState state, RequestId request) {
        return state.line().stream().filter(waiting -> waiting.id().equals(request)).findFirst();
    }

    /** The request with which that client waits here. */
    public static Optional<Waiting> findOf(QueueState state, ClientId client) {
        return state.line().stream()
                .filter(waiting -> waiting.origin().client().equals(client))
                .findFirst();
    }

    /** What was learnt when the database said that the agent has no free slot. */
    public static AgentsSeen asFull(QueueState state, AgentId agent) {
        return new AgentsSeen(
                state.agents().values().stream()
                        .map(view -> view.id().equals(agent) ? full(view) : view)
                        .toList());
    }

    private static @Nullable Instant expiresAt(QueueRules rules, Instant now) {
        return rules.waitingLimit().isPositive() ? now.plus(rules.waitingLimit()) : null;
    }

    private static void requireOpen(QueueState state, Instant now) {
        if (state.rules().ending().removed()) {
            throw new Refusal(ErrorCode.QUEUE_UNKNOWN, "no such queue");
        }
        if (!state.rules().hours().isOpen(now)) {
            throw new Refusal(ErrorCode.QUEUE_OFF_HOURS, "the queue is closed at this time");
        }
    }

    private static void requireSomebody(QueueState state, RequestOrigin origin, Step step) {
        if (origin.session() != null && state.rules().kind() != SessionKind.HUMAN) {
            throw new Refusal(ErrorCode.SESSION_KIND_WRONG, "a robot hands over to people only");
        }
        boolean somebody =
                switch (state.rules().kind()) {
                    case HUMAN ->
                            state.rules().whenNoAgent() == WhenNoAgent.WAIT
                                    || isAnybodyThere(state);
                    case ROBOT -> !state.agents().isEmpty();
                    case DEDICATED -> step.known().owner() != null || isAnybodyThere(state);
                };
        if (!somebody) {
            throw new Refusal(ErrorCode.QUEUE_NO_AGENT, "no agent is online");
        }
    }

    private static boolean isAnybodyThere(QueueState state) {
        return state.agents().values().stream().anyMatch(AgentView::isThere);
    }

    private static void requireUnreserved(Waiting waiting, AgentId agent, Instant now) {
        AgentId reservedFor = waiting.reservedFor(now);
        if (reservedFor != null && !reservedFor.equals(agent)) {
            throw new Refusal(ErrorCode.AGENT_NOT_ELIGIBLE, "the client asks for another agent");
        }
    }

    private static void requireRoom(QueueState state, AgentId agent, boolean beyond) {
        AgentView view = state.agents().get(agent);
        if (view == null) {
            throw new Refusal(ErrorCode.AGENT_NOT_ELIGIBLE, "not an agent of this queue");
        }
        if (!view.present()) {
            throw new Refusal(ErrorCode.AGENT_UNAVAILABLE, "the agent is not present");
        }
        if (!beyond && !view.hasRoom()) {
            throw new Refusal(ErrorCode.AGENT_FULL, "the agent has no room for another session");
        }
    }

    private static Waiting requireWaiting(QueueState state, RequestId request) {
        return find(state, request)
                .orElseThrow(() -> new Refusal(ErrorCode.REQUEST_UNKNOWN, "no such request waits"));
    }

    /** While one agent is asked, nobody else may take it (docs/decisions/0014). */
    private static void requireNotAskedOfAnother(Waiting waiting, AgentId agent) {
        Offer offer = waiting.offer();
        if (offer != null && !offer.agent().equals(agent)) {
            throw new Refusal(ErrorCode.AGENT_NOT_ELIGIBLE, "another agent is asked just now");
        }
    }

    private static Waiting requireOwn(QueueState state, RequestId request, ClientId client) {
        Waiting waiting = requireWaiting(state, request);
        if (!waiting.origin().client().equals(client)) {
            throw new Refusal(ErrorCode.REQUEST_UNKNOWN, "no such request waits");
        }
        return waiting;
    }

    private static void requireText(Message message) {
        if (message instanceof Message.Text(var text, _) && text.isBlank()) {
            throw new Refusal(ErrorCode.TEXT_EMPTY, "the text is empty");
        }
    }

    private static List<QueueEvent> refused(
            QueueState state, RequestId request, AgentId agent, Instant now) {
        Waiting waiting = requireWaiting(state, request);
        Offer offer = waiting.offer();
        boolean isOffered = offer != null && offer.agent().equals(agent);
        boolean isKept = isOffered || agent.equals(waiting.reservedFor(now));
        if (!waiting.isGivenBack()
                && ((isKept && isWanted(waiting, agent))
                        || (isOffered && isLastToRefuse(state, waiting, agent)))) {
            return List.of(new RequestEnded(request, RequestStatus.REFUSED));
        }
        if (isOffered) {
            return List.of(new OfferEnded(request, agent, OfferEnded.REFUSED));
        }
        if (waiting.passedBy().contains(agent)) {
            return List.of();
        }
        throw new Refusal(ErrorCode.AGENT_NOT_ELIGIBLE, "not offered to this agent");
    }

    private static boolean isWanted(Waiting waiting, AgentId agent) {
        Directed directed = waiting.directed();
        return directed != null
                && directed.agent().equals(agent)
                && directed.reason().equals(Choice.WANTED);
    }

    /** Everybody else who could be asked, now or with room again, has said no (V2-48). */
    private static boolean isLastToRefuse(QueueState state, Waiting waiting, AgentId agent) {
        return state.agents().values().stream()
                .filter(view -> view.connected() && view.status() == AgentStatus.ONLINE)
                .map(AgentView::id)
                .allMatch(other -> other.equals(agent) || waiting.refusedBy().contains(other));
    }

    /** Who cannot be given anything any more loses its offers, without having passed. */
    private static List<QueueEvent> seen(QueueState state, List<AgentView> agents) {
        AgentsSeen seen = new AgentsSeen(agents);
        Map<AgentId, AgentView> views = evolve(state, seen).agents();
        Stream<QueueEvent> lost = state.line().stream().flatMap(waiting -> lost(waiting, views));
        return Stream.concat(Stream.of(seen), lost).toList();
    }

    private static Stream<QueueEvent> lost(Waiting waiting, Map<AgentId, AgentView> views) {
        Offer offer = waiting.offer();
        return offer == null || isRoutable(views.get(offer.agent()))
                ? Stream.of()
                : Stream.of(new OfferEnded(waiting.id(), offer.agent(), OfferEnded.LEFT));
    }

    private static List<QueueEvent> dropped(QueueState state, List<RequestId> requests) {
        return state.line().stream()
                .map(Waiting::id)
                .filter(requests::contains)
                .<QueueEvent>map(request -> new RequestEnded(request, RequestStatus.DROPPED))
                .toList();
    }

    private static boolean isRoutable(@Nullable AgentView view) {
        return view != null && view.isRoutable();
    }

    private static AgentView full(AgentView view) {
        return new AgentView(
                view.id(),
                view.present(),
                view.connected(),
                view.status(),
                view.autoAccept(),
                Math.max(view.load(), view.capacity()),
                view.capacity(),
                view.idleSince());
    }
}
