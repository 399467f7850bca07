package dev.deskbus.gateway.console.admin;

import dev.deskbus.bus.Bus;
import dev.deskbus.gateway.console.ConsolePorts;
import dev.deskbus.port.AgentDirectory;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.DatabaseClock;
import dev.deskbus.port.GuestViews;
import dev.deskbus.port.Heartbeats;
import dev.deskbus.port.PresenceStore;
import dev.deskbus.port.RetiredTokens;

/** What the admin consoles need from outside. */
public record AdminPorts(
        Bus bus,
        AgentDirectory directory,
        PresenceStore presence,
        ConversationViews views,
        GuestViews guests,
        Heartbeats heartbeats,
        DatabaseClock clock,
        RetiredTokens retired) {
    /** What its sockets need as any console's do. */
    ConsolePorts console() {
        return new ConsolePorts(bus, presence, heartbeats, clock);
    }
}
