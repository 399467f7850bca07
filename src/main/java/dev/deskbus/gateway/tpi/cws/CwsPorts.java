package dev.deskbus.gateway.tpi.cws;

import dev.deskbus.bus.Bus;
import dev.deskbus.gateway.http.Wording;
import dev.deskbus.gateway.tpi.TpiDoor;
import dev.deskbus.port.AgentDirectory;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.Heartbeats;
import dev.deskbus.port.VisitorStore;

/** What visitors' sockets need from outside. */
public record CwsPorts(
        Bus bus,
        TpiDoor door,
        ConversationViews views,
        VisitorStore visitors,
        AgentDirectory directory,
        Heartbeats heartbeats,
        Wording wording) {}
