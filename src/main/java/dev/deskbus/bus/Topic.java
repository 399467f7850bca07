package dev.deskbus.bus;

import dev.deskbus.domain.agent.ConsoleEvent;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.visitor.VisitorEvent;

/**
 * What can be listened to. Published events are hints: they may be lost.
 *
 * @param value the local address on every node
 */
public record Topic<E>(String value, Class<E> event) {
    /** What one agent's consoles must be shown. */
    public static Topic<ConsoleEvent> agent(AgentId id) {
        return new Topic<>("agent." + id.value(), ConsoleEvent.class);
    }

    /** What the sockets of one client must look at. */
    public static Topic<VisitorEvent> client(ClientId id) {
        return new Topic<>("client." + id.value(), VisitorEvent.class);
    }

    /** What the consoles of all agents of a queue must be shown. */
    public static Topic<ConsoleEvent> queue(QueueId id) {
        return new Topic<>("event.queue." + id.value(), ConsoleEvent.class);
    }

    /** What the consoles of all agents of a tenant must be shown. */
    public static Topic<ConsoleEvent> tenant(TenantId id) {
        return new Topic<>("event.tenant." + id.value(), ConsoleEvent.class);
    }
}
