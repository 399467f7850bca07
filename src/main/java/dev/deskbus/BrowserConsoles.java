package dev.deskbus;

import dev.deskbus.config.Settings;
import dev.deskbus.domain.id.NodeId;
import dev.deskbus.gateway.console.kf.KfPorts;
import dev.deskbus.gateway.console.web.WebConsoles;
import dev.deskbus.gateway.console.web.WebPorts;
import dev.deskbus.gateway.console.web.WebSettings;
import dev.deskbus.gateway.http.AgentTokens;
import dev.deskbus.port.TokenEpochs;
import io.vertx.core.Vertx;

/** Wires the consoles of browsers. */
final class BrowserConsoles {
    private BrowserConsoles() {}

    /** With what the KF consoles stand on. */
    static WebConsoles beside(
            KfPorts kf,
            Vertx vertx,
            AgentTokens tokens,
            TokenEpochs epochs,
            NodeId node,
            Settings settings) {
        var ports =
                new WebPorts(
                        kf.bus(),
                        kf.directory(),
                        kf.presence(),
                        kf.views(),
                        kf.lines(),
                        kf.ids(),
                        kf.heartbeats(),
                        kf.clock(),
                        kf.retired(),
                        epochs);
        return new WebConsoles(
                vertx,
                ports,
                tokens,
                node,
                WebSettings.documented(
                        settings.edges().origins(), settings.edges().webFramesPerMinute()));
    }
}
