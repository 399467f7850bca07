package dev.deskbus.gateway.console.kf;

import dev.deskbus.bus.Bus;
import dev.deskbus.gateway.console.ConsolePorts;
import dev.deskbus.port.AgentDirectory;
import dev.deskbus.port.AgentTools;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.DatabaseClock;
import dev.deskbus.port.Heartbeats;
import dev.deskbus.port.IdSource;
import dev.deskbus.port.PresenceStore;
import dev.deskbus.port.RetiredTokens;
import dev.deskbus.port.Robot;
import dev.deskbus.port.RobotProfiles;
import dev.deskbus.port.WaitingLines;

/** What the KF consoles need from outside. */
public record KfPorts(
        Bus bus,
        AgentDirectory directory,
        PresenceStore presence,
        ConversationViews views,
        WaitingLines lines,
        IdSource ids,
        Heartbeats heartbeats,
        DatabaseClock clock,
        Robot robot,
        RobotProfiles robots,
        RetiredTokens retired,
        AgentTools tools) {
    /** What its sockets need as any console's do. */
    ConsolePorts console() {
        return new ConsolePorts(bus, presence, heartbeats, clock);
    }
}
