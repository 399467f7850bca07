package dev.deskbus.gateway.console.kf;

import dev.deskbus.bus.Bus;
import dev.deskbus.port.AgentDirectory;
import dev.deskbus.port.AgentTools;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.DatabaseClock;
import dev.deskbus.port.Heartbeats;
import dev.deskbus.port.PresenceStore;
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
        Heartbeats heartbeats,
        DatabaseClock clock,
        Robot robot,
        RobotProfiles robots,
        AgentTools tools) {}
