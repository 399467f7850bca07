package dev.deskbus.actor.session;

import dev.deskbus.bus.Addresses;
import dev.deskbus.bus.Bus;
import dev.deskbus.bus.Topic;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSignalled;
import dev.deskbus.domain.callback.Callback.MessageSent;
import dev.deskbus.domain.callback.Callback.WordsRead;
import dev.deskbus.domain.callback.CallbackCommand.Pass;
import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.session.Message.Notice;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionCommand.Signal;
import dev.deskbus.domain.session.SessionState.Open;
import dev.deskbus.domain.visitor.VisitorEvent.AgentTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Passes on what is never stored, as often as is worth while; the rest is dropped in silence. */
final class SessionSignals {
    /** Decision V2-25. */
    private static final Duration FROM_CLIENT = Duration.ofSeconds(1);

    /** Decision V2-46. */
    private static final Duration FROM_AGENTS = Duration.ofSeconds(5);

    private final Bus bus;
    private Client client;
    private final Throttle<Signal.Kind> fromClient = new Throttle<>(FROM_CLIENT);
    private final Throttle<Signal.Kind> fromAgents = new Throttle<>(FROM_AGENTS);
    private final Map<AgentId, Long> read = new HashMap<>();

    SessionSignals(Client client, Bus bus) {
        this.client = client;
        this.bus = bus;
    }

    /** The session is with that client from here on. */
    void onClient(Client card) {
        client = card;
    }

    /** Passes it on if it is time; its sender takes part. */
    void pass(Open open, Signal signal, Instant now) {
        switch (signal.by()) {
            case Party.OfClient _ -> toAgents(open, signal, now);
            case Party.OfAgent(var agent) -> toClient(open, agent, signal.kind(), now);
            case Party.OfSystem() -> {}
        }
    }

    /** An agent has read everything; told once for each word (decision V2-57). */
    void onRead(Open open, AgentId reader) {
        CallbackTarget target = open.facts().target();
        Long before = read.put(reader, open.lastSeq());
        if (target != null && (before == null || before < open.lastSeq())) {
            var words = new WordsRead(client.id(), open.facts().id(), reader, open.lastSeq());
            bus.tell(Addresses.callbacks(client.id()), new Pass(new OutboxEntry(target, words)));
        }
    }

    private void toAgents(Open open, Signal signal, Instant now) {
        if (fromClient.passes(signal.kind(), now)) {
            var event =
                    new SessionSignalled(open.facts().id(), client, signal.kind(), signal.text());
            open.agents().forEach(agent -> bus.publish(Topic.agent(agent), event));
        }
    }

    /** The client's wires know typing, not preview. */
    private void toClient(Open open, AgentId agent, Signal.Kind kind, Instant now) {
        if (kind != Signal.Kind.TYPING || !fromAgents.passes(kind, now)) {
            return;
        }
        bus.publish(Topic.client(client.id()), new AgentTypes(open.facts().id(), agent));
        CallbackTarget target = open.facts().target();
        if (target != null) {
            var typing =
                    new MessageSent(
                            client.id(),
                            open.facts().id(),
                            agent,
                            new Notice(Notice.TYPING, ""),
                            0,
                            now);
            bus.tell(Addresses.callbacks(client.id()), new Pass(new OutboxEntry(target, typing)));
        }
    }
}
