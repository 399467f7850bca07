package dev.deskbus.actor.queue;

import dev.deskbus.bus.Addresses;
import dev.deskbus.bus.Bus;
import dev.deskbus.bus.Topic;
import dev.deskbus.domain.agent.ConsoleEvent;
import dev.deskbus.domain.agent.ConsoleEvent.RequestGone;
import dev.deskbus.domain.agent.ConsoleEvent.RequestWaiting;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.callback.CallbackCommand.Wake;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.queue.QueueEvent.PreMessageAdded;
import dev.deskbus.domain.queue.QueueState;
import dev.deskbus.domain.queue.QueueState.Offer;
import dev.deskbus.domain.queue.QueueState.Waiting;
import dev.deskbus.domain.session.Party.OfClient;
import dev.deskbus.domain.visitor.VisitorEvent.RequestChanged;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.QueueStore.Assigning.Assigned;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shows what happens in one line to its agents' consoles and tells its clients' sockets; knows what
 * was shown to whom.
 */
final class QueueNews {
    private static final int RECALLED = 100;

    private final QueueId queue;
    private final TenantId tenant;
    private final ConversationViews views;
    private final Bus bus;
    private final Map<RequestId, Notes> notesByRequest = new HashMap<>();

    /** They came here and not to an owner before: all that they say is heard here. */
    private final Set<RequestId> joinedHere = new HashSet<>();

    QueueNews(QueueId queue, TenantId tenant, ConversationViews views, Bus bus) {
        this.queue = queue;
        this.tenant = tenant;
        this.views = views;
        this.bus = bus;
    }

    /** Learns the names of those in the line that it has not met. Never fails. */
    Future<?> meet(QueueState state) {
        List<Waiting> strangers =
                state.line().stream()
                        .filter(waiting -> !notesByRequest.containsKey(waiting.id()))
                        .toList();
        Future<?> met = Future.succeededFuture();
        for (Waiting stranger : strangers) {
            met =
                    met.compose(_ -> findClient(stranger).map(client -> note(stranger, client)))
                            .compose(notes -> recall(stranger, notes));
        }
        return met;
    }

    /** Who asks for a person has told the robot already what it is about. */
    private Future<?> recall(Waiting waiting, Notes notes) {
        SessionId session = waiting.origin().session();
        return session == null
                ? Future.succeededFuture()
                : views.findSaid(session, 0, RECALLED)
                        .onSuccess(
                                words ->
                                        words.stream()
                                                .filter(said -> said.speaker() instanceof OfClient)
                                                .forEach(
                                                        said ->
                                                                notes.add(
                                                                        said.message(),
                                                                        said.key())))
                        .transform(_ -> Future.succeededFuture());
    }

    /** The request has just joined the line; who its client is may be known already. */
    void onJoined(Waiting waiting, Optional<Client> client) {
        joinedHere.add(waiting.id());
        client.filter(met -> met.tenant().equals(tenant) && waiting.origin().session() == null)
                .ifPresent(met -> note(waiting, met));
    }

    /** Shows what has not been shown yet: to the agent that is asked, else to all. */
    void announce(QueueState state, Instant now) {
        state.line().forEach(waiting -> announce(waiting, now));
    }

    /** Somebody said something while waiting. */
    void onPreMessage(PreMessageAdded event) {
        Notes notes = notesByRequest.get(event.request());
        if (notes != null) {
            notes.add(event.message(), event.key());
        }
    }

    /** The request became a session of that agent; given at once, its client is not known yet. */
    void onAssigned(Waiting waiting, AgentId agent, Assigned assigned) {
        Notes notes = notesByRequest.get(waiting.id());
        (notes == null ? findClient(waiting) : Future.succeededFuture(notes.client()))
                .onSuccess(
                        client ->
                                publish(
                                        Topic.agent(agent),
                                        new SessionAssigned(
                                                assigned.session(),
                                                client,
                                                agent,
                                                assigned.preMessages(),
                                                assigned.lastSeq(),
                                                assigned.at(),
                                                List.of())));
    }

    /** The request waits no more. */
    void onGone(Waiting waiting, @Nullable AgentId takenBy) {
        publish(Topic.queue(queue), new RequestGone(queue, waiting.id(), client(waiting), takenBy));
        bus.publish(Topic.client(waiting.origin().client()), new RequestChanged(waiting.id()));
        notesByRequest.remove(waiting.id());
        joinedHere.remove(waiting.id());
    }

    /** A callback of that client is on disk. */
    void onCallback(ClientId client) {
        bus.tell(Addresses.callbacks(client), new Wake(client));
    }

    private void announce(Waiting waiting, Instant now) {
        Notes notes = notesByRequest.get(waiting.id());
        if (notes == null) {
            return;
        }
        Offer offer = waiting.offer();
        AgentId asked = offer == null ? waiting.reservedFor(now) : offer.agent();
        Topic<ConsoleEvent> audience = asked == null ? Topic.queue(queue) : Topic.agent(asked);
        notes.unseen(audience, offer)
                .ifPresent(
                        unseen ->
                                publish(
                                        audience,
                                        new RequestWaiting(
                                                queue,
                                                waiting.id(),
                                                notes.client(),
                                                asked,
                                                offer == null ? 0 : offer.number(),
                                                unseen.said(),
                                                unseen.messages(),
                                                now)));
    }

    private Notes note(Waiting waiting, Client client) {
        return notesByRequest.computeIfAbsent(
                waiting.id(), _ -> new Notes(client, isWhole(waiting)));
    }

    /** What was said to a robot, or an agent before, is recalled, but has no number here. */
    private boolean isWhole(Waiting waiting) {
        return waiting.origin().session() == null && joinedHere.contains(waiting.id());
    }

    private Future<Client> findClient(Waiting waiting) {
        return views.findClient(tenant, waiting.origin().client())
                .map(found -> found.orElseGet(() -> unnamed(waiting)))
                .otherwise(_ -> unnamed(waiting));
    }

    private Client client(Waiting waiting) {
        Notes notes = notesByRequest.get(waiting.id());
        return notes == null ? unnamed(waiting) : notes.client();
    }

    private Client unnamed(Waiting waiting) {
        return new Client(waiting.origin().client(), tenant, "", "");
    }

    private void publish(Topic<ConsoleEvent> topic, ConsoleEvent event) {
        bus.publish(topic, event);
    }
}
