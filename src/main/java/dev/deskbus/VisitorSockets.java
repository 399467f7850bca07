package dev.deskbus;

import dev.deskbus.bus.Bus;
import dev.deskbus.config.Settings;
import dev.deskbus.gateway.callback.MediaLinks;
import dev.deskbus.gateway.tpi.TpiResource;
import dev.deskbus.gateway.tpi.cws.CwsPorts;
import dev.deskbus.gateway.tpi.cws.CwsSettings;
import dev.deskbus.gateway.tpi.cws.CwsSockets;
import dev.deskbus.port.Heartbeats;
import io.vertx.core.Vertx;

/** Wires the visitors' own sockets. */
final class VisitorSockets {
    private VisitorSockets() {}

    /** Served beside that resource, with the same services. */
    static CwsSockets beside(
            TpiResource tpi,
            Vertx vertx,
            Bus bus,
            Heartbeats heartbeats,
            Stores stores,
            Settings settings) {
        var ports =
                new CwsPorts(
                        bus,
                        tpi.door(),
                        stores.views(),
                        stores.visitors(),
                        stores.directory(),
                        heartbeats,
                        new MediaLinks(settings.edges().publicUrl()));
        return new CwsSockets(
                vertx,
                ports,
                CwsSettings.documented(
                        settings.visitor().origins(),
                        settings.files().extensions(),
                        settings.visitor().resend()));
    }
}
