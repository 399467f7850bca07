package dev.deskbus.actor.session;

import dev.deskbus.actor.queue.AgentQueues;
import dev.deskbus.bus.Addresses;
import dev.deskbus.bus.Bus;
import dev.deskbus.bus.Topic;
import dev.deskbus.domain.agent.ConsoleEvent;
import dev.deskbus.domain.agent.ConsoleEvent.RequestWaiting;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAgentsChanged;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.agent.ConsoleEvent.SessionLeft;
import dev.deskbus.domain.agent.ConsoleEvent.SessionMoved;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.queue.QueueCommand.LineChanged;
import dev.deskbus.domain.session.Act;
import dev.deskbus.domain.session.Session;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.domain.session.SessionEvent.SessionGivenBack;
import dev.deskbus.domain.session.SessionEvent.SessionTransferred;
import dev.deskbus.domain.session.SessionEvent.WatchChanged;
import dev.deskbus.domain.session.SessionState.Open;
import dev.deskbus.port.SessionStore;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells those whom it concerns that other agents have a session: who has it now sees what was said,
 * who had it sees it go, the others of the tenant that it was handed on.
 */
final class HandNews {
    private static final Logger LOG = LoggerFactory.getLogger(HandNews.class);

    /** So much of what was said before a new agent sees. */
    private static final int EARLIER = 50;

    private final SessionStore store;
    private final Bus bus;
    private final AgentQueues queues;

    HandNews(SessionStore store, Bus bus, AgentQueues queues) {
        this.store = store;
        this.bus = bus;
        this.queues = queues;
    }

    /** The event is on disk. */
    void onStored(Open before, SessionEvent event, Client client) {
        if (before.lastSeq() == 0 || !(Session.evolve(before, event) instanceof Open after)) {
            return;
        }
        List<AgentId> come = without(after.agents(), before.agents());
        come.forEach(agent -> assign(agent, event, after, client));
        Act act = actOf(event);
        if (act == null) {
            return; // a line gave it away, and tells by itself
        }
        List<AgentId> gone = without(before.agents(), after.agents());
        gone.forEach(agent -> show(agent, left(agent, act, event, after, client)));
        without(after.audience(), come)
                .forEach(agent -> show(agent, changed(event, after, client)));
        tellTenant(event, act, after, client);
        tellLines(before, after);
        gone.forEach(queues::touch);
        come.forEach(queues::touch);
    }

    /** Into which it came, and out of which it was taken. */
    private void tellLines(Open before, Open after) {
        if (before.waiting() != null || after.waiting() != null) {
            bus.tell(Addresses.queue(after.facts().queue()), new LineChanged());
        }
    }

    /** Who begins to watch sees it as if it had been given to it. */
    void onWatch(Open before, WatchChanged event, Client client) {
        AgentId watcher = event.act().by();
        if (!before.agents().contains(watcher)) {
            if (event.on()) {
                assign(watcher, event, before, client);
            } else {
                show(watcher, left(watcher, event.act(), event, before, client));
            }
        }
    }

    /** The agents of the line see what is said while nobody is there (decision KF-24). */
    void onSaid(Open open, Said said, Client client) {
        if (open.waiting() != null) {
            bus.publish(
                    Topic.queue(open.facts().queue()),
                    new RequestWaiting(
                            open.facts().queue(),
                            open.waiting(),
                            client,
                            null,
                            0,
                            0,
                            List.of(said.message()),
                            said.at()));
        }
    }

    /** With what was said before, as far as that can be read. */
    private void assign(AgentId agent, SessionEvent event, Open after, Client client) {
        store.findLastSaid(after.facts().id(), event.seq(), EARLIER)
                .onFailure(cause -> warn(after, cause))
                .otherwise(List.of())
                .onSuccess(
                        earlier ->
                                show(
                                        agent,
                                        new SessionAssigned(
                                                after.facts().id(),
                                                client,
                                                agent,
                                                List.of(),
                                                event.seq(),
                                                event.at(),
                                                earlier)));
    }

    private static SessionLeft left(
            AgentId agent, Act act, SessionEvent event, Open after, Client client) {
        return new SessionLeft(
                after.facts().id(),
                client,
                agent,
                act.by(),
                event instanceof SessionTransferred transferred ? transferred.to() : null,
                event.seq(),
                event.at());
    }

    private static SessionAgentsChanged changed(SessionEvent event, Open after, Client client) {
        return new SessionAgentsChanged(
                after.facts().id(), client, after.agents(), event.seq(), event.at());
    }

    private void tellTenant(SessionEvent event, Act act, Open after, Client client) {
        if (event instanceof SessionTransferred || event instanceof SessionGivenBack) {
            AgentId to = after.agents().isEmpty() ? null : after.agents().getFirst();
            bus.publish(
                    Topic.tenant(after.facts().tenant()),
                    new SessionMoved(after.facts().id(), client, act.by(), to, event.at()));
        }
    }

    private static @Nullable Act actOf(SessionEvent event) {
        return event instanceof SessionEvent.Acted acted ? acted.act() : null;
    }

    private void show(AgentId agent, ConsoleEvent event) {
        bus.publish(Topic.agent(agent), event);
    }

    private static List<AgentId> without(List<AgentId> agents, List<AgentId> others) {
        return agents.stream().filter(agent -> !others.contains(agent)).toList();
    }

    private static void warn(Open open, Throwable cause) {
        LOG.atWarn()
                .addKeyValue("session", open.facts().id().value())
                .addKeyValue("cause", cause.getMessage())
                .log("words before an agent came not read");
    }
}
