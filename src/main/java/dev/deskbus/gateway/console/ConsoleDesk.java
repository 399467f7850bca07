package dev.deskbus.gateway.console;

import dev.deskbus.domain.agent.ConsoleKind;
import dev.deskbus.domain.id.NodeId;

/** What the connections of one console protocol share on a node. Knows no connection. */
public final class ConsoleDesk {
    private final ConsolePorts ports;
    private final ConsoleTimes times;
    private final Truth truth;
    private final Rounds rounds;
    private final Entrance entrance;

    /** {@code node} is written beside each agent's presence. */
    public ConsoleDesk(
            ConsolePorts ports, ConsoleKind kind, NodeId node, ConsoleTimes times, Rounds rounds) {
        this.ports = ports;
        this.times = times;
        this.truth = rounds.truth();
        this.rounds = rounds;
        this.entrance = new Entrance(ports, kind, node);
    }

    ConsolePorts ports() {
        return ports;
    }

    ConsoleTimes times() {
        return times;
    }

    Truth truth() {
        return truth;
    }

    /** Repairs what was lost on the way to the consoles: to be deployed once. */
    public Rounds rounds() {
        return rounds;
    }

    Entrance entrance() {
        return entrance;
    }
}
