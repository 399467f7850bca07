package dev.deskbus.gateway.console;

import dev.deskbus.bus.Bus;
import dev.deskbus.port.DatabaseClock;
import dev.deskbus.port.Heartbeats;
import dev.deskbus.port.PresenceStore;

/** What the sockets of every console protocol need from outside. */
public record ConsolePorts(
        Bus bus, PresenceStore presence, Heartbeats heartbeats, DatabaseClock clock) {}
