package dev.deskbus.gateway.console.web;

import dev.deskbus.bus.Bus;
import dev.deskbus.gateway.console.ConsolePorts;
import dev.deskbus.port.AgentDirectory;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.DatabaseClock;
import dev.deskbus.port.Heartbeats;
import dev.deskbus.port.IdSource;
import dev.deskbus.port.PresenceStore;
import dev.deskbus.port.RetiredTokens;
import dev.deskbus.port.TokenEpochs;
import dev.deskbus.port.WaitingLines;

/** What the browser consoles need from outside. */
public record WebPorts(
        Bus bus,
        AgentDirectory directory,
        PresenceStore presence,
        ConversationViews views,
        WaitingLines lines,
        IdSource ids,
        Heartbeats heartbeats,
        DatabaseClock clock,
        RetiredTokens retired,
        TokenEpochs epochs) {
    /** What its sockets need as any console's do. */
    ConsolePorts console() {
        return new ConsolePorts(bus, presence, heartbeats, clock);
    }
}
