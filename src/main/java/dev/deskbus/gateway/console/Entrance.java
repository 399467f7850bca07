package dev.deskbus.gateway.console;

import dev.deskbus.bus.Topic;
import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.agent.ConsoleEvent;
import dev.deskbus.domain.agent.ConsoleEvent.AgentCame;
import dev.deskbus.domain.agent.ConsoleEvent.AgentStatusChanged;
import dev.deskbus.domain.agent.ConsoleEvent.LoggedInElsewhere;
import dev.deskbus.domain.agent.ConsoleKind;
import dev.deskbus.domain.agent.Presence;
import dev.deskbus.domain.id.NodeId;
import dev.deskbus.port.PresenceStore.LoginResult.AlreadyOnline;
import dev.deskbus.port.PresenceStore.LoginResult.LoggedIn;
import io.vertx.core.Future;
import java.util.Optional;

/** Lets agents in (KF section 3): whether there is room, and who must be told. */
final class Entrance {
    private final ConsolePorts ports;
    private final ConsoleKind kind;
    private final NodeId node;

    Entrance(ConsolePorts ports, ConsoleKind kind, NodeId node) {
        this.ports = ports;
        this.kind = kind;
        this.node = node;
    }

    /** Takes the agent's place; empty when it is taken and {@code force} is not set. */
    Future<Optional<Seat>> takeSeat(Agent agent, boolean force) {
        return ports.presence()
                .logIn(agent.id(), kind, node, force)
                .map(
                        result ->
                                switch (result) {
                                    case AlreadyOnline() -> Optional.empty();
                                    case LoggedIn(Presence presence, boolean resumed) -> {
                                        Seat seat = new Seat(ports, agent, kind, presence);
                                        announce(agent, presence, resumed);
                                        seat.touchQueues();
                                        yield Optional.of(seat);
                                    }
                                });
    }

    private void announce(Agent agent, Presence presence, boolean resumed) {
        ports.bus()
                .publish(
                        Topic.agent(agent.id()),
                        new LoggedInElsewhere(agent.id(), kind, presence.epoch()));
        if (!resumed) {
            tellTenant(
                    agent,
                    new AgentCame(agent.id(), agent.number(), agent.name(), ports.clock().now()));
            if (presence.status() != AgentStatus.ONLINE) {
                tellTenant(
                        agent,
                        new AgentStatusChanged(
                                agent.id(), agent.number(), agent.name(), presence.status()));
            }
        }
    }

    private void tellTenant(Agent agent, ConsoleEvent event) {
        ports.bus().publish(Topic.tenant(agent.tenant()), event);
    }
}
