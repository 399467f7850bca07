package dev.deskbus;

import dev.deskbus.bus.Bus;
import dev.deskbus.domain.id.NodeId;
import dev.deskbus.gateway.console.admin.AdminConsoles;
import dev.deskbus.gateway.console.admin.AdminPorts;
import dev.deskbus.gateway.console.admin.AdminSettings;
import dev.deskbus.gateway.http.AgentTokens;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.DatabaseClock;
import dev.deskbus.port.Heartbeats;
import dev.deskbus.store.PgGuestViews;
import dev.deskbus.store.PgRetiredTokens;
import io.vertx.core.Vertx;
import java.util.List;

/** Wires the consoles of the admin protocol. */
record AdminSockets(Vertx vertx, AdminPorts ports) {
    /** With everything that they stand on. */
    static AdminSockets of(
            Vertx vertx, Bus bus, Heartbeats heartbeats, DatabaseClock clock, Stores stores) {
        return new AdminSockets(
                vertx,
                new AdminPorts(
                        bus,
                        stores.directory(),
                        stores.presence(),
                        stores.views(),
                        new PgGuestViews(stores.pg(), new SealedJson()),
                        heartbeats,
                        clock,
                        new PgRetiredTokens(stores.pg())));
    }

    /** The consoles themselves, for pages of these origins. */
    AdminConsoles consoles(AgentTokens tokens, NodeId node, List<String> origins) {
        return new AdminConsoles(vertx, ports, tokens, node, AdminSettings.documented(origins));
    }
}
