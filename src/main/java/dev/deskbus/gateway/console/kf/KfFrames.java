package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.agent.ConsoleEvent.SessionAgentsChanged;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.agent.ConsoleEvent.SessionClientChanged;
import dev.deskbus.domain.agent.ConsoleEvent.SessionCorrected;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSaid;
import dev.deskbus.domain.agent.ConsoleEvent.SessionWhispered;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.Party.OfAgent;
import dev.deskbus.gateway.console.Screen;
import dev.deskbus.gateway.console.SessionFrames;
import io.vertx.core.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sessions as KF consoles see them.
 *
 * @param showsEnds whether the console announced that it knows the push of an end (KF-22)
 * @param colleagues who knows the agents whose words it wants to see too; null when it does not
 * @param extras what else it announced that it knows (KF-40)
 */
record KfFrames(
        KfPushes pushes,
        boolean showsEnds,
        @Nullable KfColleagues colleagues,
        KfExtras extras,
        Screen screen)
        implements SessionFrames {
    @Override
    public Future<Long> assigned(SessionAssigned assigned) {
        boolean isTaken = screen.push(pushes.connectListPush(assigned));
        return Future.succeededFuture(isTaken ? assigned.lastSeq() : NOT_TAKEN);
    }

    @Override
    public Future<Boolean> said(SessionSaid said) {
        return switch (said.speaker()) {
            case Party.OfClient _ ->
                    Future.succeededFuture(screen.push(pushes.connectListPush(said)));
            case OfAgent(AgentId agent) -> saidByColleague(said, agent);
            case Party.OfSystem() -> Future.succeededFuture(true);
        };
    }

    private Future<Boolean> saidByColleague(SessionSaid said, AgentId agent) {
        KfColleagues known = colleagues;
        return known == null
                ? Future.succeededFuture(true)
                : known.meet(Stream.of(said.speaker()))
                        .map(
                                _ ->
                                        screen.push(
                                                pushes.customerMessagePush(
                                                        said, known.number(agent))));
    }

    @Override
    public Future<Boolean> whispered(SessionWhispered whispered) {
        return extras.onWhisper(whispered);
    }

    @Override
    public Future<Boolean> corrected(SessionCorrected corrected) {
        return extras.onCorrection(corrected);
    }

    @Override
    public Future<Boolean> agentsChanged(SessionAgentsChanged changed) {
        return extras.onAgents(changed);
    }

    @Override
    public Future<Boolean> clientChanged(SessionClientChanged changed) {
        return Future.succeededFuture(screen.push(pushes.connectListPush(changed)));
    }

    @Override
    public Future<Boolean> ended(SessionId session, Client client) {
        return Future.succeededFuture(!showsEnds || screen.push(pushes.disconnectPush(client)));
    }
}
