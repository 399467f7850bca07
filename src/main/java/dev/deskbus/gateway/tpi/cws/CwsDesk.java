package dev.deskbus.gateway.tpi.cws;

import dev.deskbus.gateway.http.Throttle;
import java.time.Duration;

/** What all visitors' sockets of a node share. Knows none of them. */
final class CwsDesk {
    private final CwsPorts ports;
    private final CwsSettings settings;
    private final CwsCodec codec = new CwsCodec();
    private final CwsPushes pushes;
    private final CwsRounds rounds;
    private final Throttle frames;

    CwsDesk(CwsPorts ports, CwsSettings settings) {
        this.ports = ports;
        this.settings = settings;
        this.pushes = new CwsPushes(ports.wording(), settings.extensions());
        this.rounds = new CwsRounds(ports.visitors(), settings.times());
        CwsSettings.Pace pace = settings.pace();
        this.frames =
                new Throttle(
                        pace.burst(), Duration.ofMillis(1000L * pace.burst() / pace.perSecond()));
    }

    CwsPorts ports() {
        return ports;
    }

    CwsSettings settings() {
        return settings;
    }

    CwsCodec codec() {
        return codec;
    }

    CwsPushes pushes() {
        return pushes;
    }

    CwsRounds rounds() {
        return rounds;
    }

    /** Whether the socket of that name may send another frame now. */
    boolean mayGoOn(String socket) {
        return frames.tryTake(socket);
    }
}
