package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.agent.ConsoleEvent.SessionClientChanged;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSaid;
import dev.deskbus.domain.client.Client;
import dev.deskbus.gateway.console.Screen;
import dev.deskbus.gateway.console.SessionFrames;
import io.vertx.core.Future;

/**
 * Sessions as KF consoles see them.
 *
 * @param showsEnds whether the console announced that it knows the push of an end (KF-22)
 */
record KfFrames(KfPushes pushes, boolean showsEnds, Screen screen) implements SessionFrames {
    @Override
    public Future<Long> assigned(SessionAssigned assigned) {
        boolean isTaken = screen.push(pushes.connectListPush(assigned));
        return Future.succeededFuture(isTaken ? assigned.lastSeq() : NOT_TAKEN);
    }

    @Override
    public Future<Boolean> said(SessionSaid said) {
        return Future.succeededFuture(screen.push(pushes.connectListPush(said)));
    }

    @Override
    public Future<Boolean> clientChanged(SessionClientChanged changed) {
        return Future.succeededFuture(screen.push(pushes.connectListPush(changed)));
    }

    @Override
    public Future<Boolean> ended(Client client) {
        return Future.succeededFuture(!showsEnds || screen.push(pushes.disconnectPush(client)));
    }
}
