package dev.deskbus.actor.session;

import dev.deskbus.actor.queue.AgentQueues;
import dev.deskbus.bus.Addresses;
import dev.deskbus.bus.Bus;
import dev.deskbus.bus.Topic;
import dev.deskbus.domain.agent.ConsoleEvent;
import dev.deskbus.domain.agent.ConsoleEvent.SessionClientChanged;
import dev.deskbus.domain.agent.ConsoleEvent.SessionEnded;
import dev.deskbus.domain.agent.ConsoleEvent.SessionRead;
import dev.deskbus.domain.callback.CallbackCommand.Wake;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.queue.QueueCommand.Cancel;
import dev.deskbus.domain.queue.QueueCommand.Tick;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionEvent.AgentJoined;
import dev.deskbus.domain.session.SessionEvent.AgentLeft;
import dev.deskbus.domain.session.SessionEvent.ClientChanged;
import dev.deskbus.domain.session.SessionEvent.ClientResumed;
import dev.deskbus.domain.session.SessionEvent.Closed;
import dev.deskbus.domain.session.SessionEvent.IdleWarned;
import dev.deskbus.domain.session.SessionEvent.MessageEdited;
import dev.deskbus.domain.session.SessionEvent.MessageRevoked;
import dev.deskbus.domain.session.SessionEvent.Rated;
import dev.deskbus.domain.session.SessionEvent.RatingPushed;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.domain.session.SessionEvent.SessionGivenBack;
import dev.deskbus.domain.session.SessionEvent.SessionTransferred;
import dev.deskbus.domain.session.SessionEvent.WatchChanged;
import dev.deskbus.domain.session.SessionEvent.Whispered;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.domain.session.SessionState;
import dev.deskbus.domain.session.SessionState.Open;
import dev.deskbus.domain.visitor.VisitorEvent.Logged;
import dev.deskbus.port.SessionStore;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows what happened in one session to its agents' consoles, its client's sockets and the queues
 * that it concerns, and wakes its callback lane.
 */
final class SessionNews {
    private static final Logger LOG = LoggerFactory.getLogger(SessionNews.class);

    private final SessionStore store;
    private final Bus bus;
    private final AgentQueues queues;
    private final HandNews hands;
    private Client client;

    SessionNews(Client client, SessionStore store, Bus bus, AgentQueues queues) {
        this.client = client;
        this.store = store;
        this.bus = bus;
        this.queues = queues;
        this.hands = new HandNews(store, bus, queues);
    }

    /** Whether that client is the one whom it knows. */
    boolean isAbout(ClientId other) {
        return client.id().equals(other);
    }

    /** The session is with that client from here on. */
    void onClient(SessionState state, Client card, Instant at) {
        Client before = client;
        client = card;
        if (state instanceof Open open) {
            show(
                    open.audience(),
                    new SessionClientChanged(open.facts().id(), before, card, open.lastSeq(), at));
        }
    }

    /** The mark is on disk; it is none of the client's business. */
    void onRead(Open open, AgentId by, Instant at) {
        show(open.audience(), new SessionRead(open.facts().id(), client, by, open.lastSeq(), at));
    }

    /** The event is on disk. */
    void onStored(Open before, SessionEvent event) {
        switch (event) {
            case Said said -> {
                show(before.audience(), AgentNews.of(before, said, client));
                hands.onSaid(before, said, client);
            }
            case Closed(var seq, _, var by, _) -> {
                show(before.audience(), new SessionEnded(before.facts().id(), client, by, seq));
                before.agents().forEach(queues::touch);
                if (before.facts().kind() == SessionKind.ROBOT || before.waiting() != null) {
                    callOff(before, by);
                }
            }
            case AgentJoined _, AgentLeft _, SessionTransferred _, SessionGivenBack _ ->
                    hands.onStored(before, event, client);
            case Whispered whispered ->
                    show(before.audience(), AgentNews.of(before, whispered, client));
            case MessageRevoked revoked ->
                    show(before.audience(), AgentNews.of(before, revoked, client));
            case MessageEdited edited ->
                    show(before.audience(), AgentNews.of(before, edited, client));
            case WatchChanged changed -> hands.onWatch(before, changed, client);
            case ClientResumed _, IdleWarned _, Rated _, RatingPushed _, ClientChanged _ -> {
                // No console has a frame for these, or they are shown with the new client's card.
            }
        }
        bus.publish(Topic.client(client.id()), new Logged(before.facts().id(), event));
    }

    /**
     * Whoever waited for a person in this session waits no more; queues find that by themselves.
     */
    private void callOff(Open over, Party by) {
        store.findTransferRequest(over.facts().id())
                .onSuccess(
                        found ->
                                found.ifPresent(
                                        request ->
                                                bus.tell(
                                                        Addresses.queue(request.queue()),
                                                        by instanceof Party.OfClient
                                                                        && over.waiting() == null
                                                                ? new Cancel(
                                                                        request.id(),
                                                                        request.client())
                                                                : new Tick())))
                .onFailure(cause -> warn("request of a robot's client not called off", cause));
    }

    private void warn(String what, Throwable cause) {
        LOG.atWarn()
                .addKeyValue("client", client.id().value())
                .addKeyValue("cause", cause.getMessage())
                .log(what);
    }

    /** Callbacks are on disk. */
    void onCallbacks() {
        bus.tell(Addresses.callbacks(client.id()), new Wake(client.id()));
    }

    private void show(List<AgentId> agents, ConsoleEvent event) {
        agents.forEach(agent -> bus.publish(Topic.agent(agent), event));
    }
}
