package dev.deskbus.actor.session;

import dev.deskbus.actor.queue.AgentQueues;
import dev.deskbus.bus.Addresses;
import dev.deskbus.bus.Bus;
import dev.deskbus.bus.Topic;
import dev.deskbus.domain.agent.ConsoleEvent;
import dev.deskbus.domain.agent.ConsoleEvent.SessionEnded;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSaid;
import dev.deskbus.domain.callback.CallbackCommand.Wake;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionEvent.AgentJoined;
import dev.deskbus.domain.session.SessionEvent.AgentLeft;
import dev.deskbus.domain.session.SessionEvent.ClientChanged;
import dev.deskbus.domain.session.SessionEvent.ClientResumed;
import dev.deskbus.domain.session.SessionEvent.Closed;
import dev.deskbus.domain.session.SessionEvent.IdleWarned;
import dev.deskbus.domain.session.SessionEvent.Rated;
import dev.deskbus.domain.session.SessionEvent.RatingPushed;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.domain.session.SessionEvent.SessionTransferred;
import dev.deskbus.domain.session.SessionState.Open;
import java.util.List;

/** Shows what happened in one session to its agents' consoles, and wakes its callback lane. */
final class SessionNews {
    private final Client client;
    private final Bus bus;
    private final AgentQueues queues;

    SessionNews(Client client, Bus bus, AgentQueues queues) {
        this.client = client;
        this.bus = bus;
        this.queues = queues;
    }

    /** The event is on disk. */
    void onStored(Open before, SessionEvent event) {
        switch (event) {
            case Said(var seq, var at, var speaker, var message, _, _, _) ->
                    show(
                            before.agents(),
                            new SessionSaid(
                                    before.facts().id(), client, speaker, message, seq, at));
            case Closed(var seq, _, var by, _) -> {
                show(before.agents(), new SessionEnded(before.facts().id(), client, by, seq));
                before.agents().forEach(queues::touch);
            }
            case AgentJoined _,
                    AgentLeft _,
                    ClientResumed _,
                    IdleWarned _,
                    SessionTransferred _,
                    Rated _,
                    RatingPushed _,
                    ClientChanged _ -> {
                // No console has a frame for these.
            }
        }
    }

    /** Callbacks are on disk. */
    void onCallbacks() {
        bus.tell(Addresses.callbacks(client.id()), new Wake(client.id()));
    }

    private void show(List<AgentId> agents, ConsoleEvent event) {
        agents.forEach(agent -> bus.publish(Topic.agent(agent), event));
    }
}
