package dev.deskbus.gateway.console.kf;

import dev.deskbus.bus.Topic;
import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.agent.ConsoleEvent;
import dev.deskbus.domain.agent.ConsoleEvent.AgentCame;
import dev.deskbus.domain.agent.ConsoleEvent.AgentStatusChanged;
import dev.deskbus.domain.agent.ConsoleEvent.LoggedInElsewhere;
import dev.deskbus.domain.agent.ConsoleKind;
import dev.deskbus.domain.agent.Presence;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.NodeId;
import dev.deskbus.gateway.http.AgentTokens;
import dev.deskbus.gateway.http.AgentTokens.Claims;
import dev.deskbus.port.PresenceStore.LoginResult.AlreadyOnline;
import dev.deskbus.port.PresenceStore.LoginResult.LoggedIn;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Lets agents in (document section 3): who it is, whether there is room, who must be told. */
final class KfEntrance {
    private final KfPorts ports;
    private final AgentTokens tokens;
    private final NodeId node;
    private final KfReplies replies;

    KfEntrance(KfPorts ports, AgentTokens tokens, NodeId node, KfReplies replies) {
        this.ports = ports;
        this.tokens = tokens;
        this.node = node;
        this.replies = replies;
    }

    /** Whose token it is; {@code TOKEN_INVALID}, or {@code CALLER_NOT_ALLOWED} when disabled. */
    Future<Agent> identify(String token) {
        return tokens.verify(token)
                .compose(
                        claims ->
                                ports.directory()
                                        .findAgent(claims.agent())
                                        .map(found -> admit(claims, found)));
    }

    private static Agent admit(Claims claims, Optional<Agent> found) {
        Agent agent =
                found.filter(each -> each.tenant().equals(claims.tenant()))
                        .orElseThrow(() -> new Refusal(ErrorCode.TOKEN_INVALID, "Invalid token"));
        if (!agent.enabled() || agent.role() == Agent.Role.ROBOT) {
            throw new Refusal(ErrorCode.CALLER_NOT_ALLOWED, "this agent is disabled");
        }
        return agent;
    }

    /** Takes the agent's place; empty when it is taken and {@code force} is not set. */
    Future<Optional<KfSeat>> takeSeat(Agent agent, boolean force) {
        return ports.presence()
                .logIn(agent.id(), ConsoleKind.KF, node, force)
                .map(
                        result ->
                                switch (result) {
                                    case AlreadyOnline() -> Optional.empty();
                                    case LoggedIn(Presence presence, boolean resumed) -> {
                                        KfSeat seat = new KfSeat(ports, agent, presence);
                                        announce(agent, presence, resumed);
                                        seat.touchQueues();
                                        yield Optional.of(seat);
                                    }
                                });
    }

    /** The reply to a login that went well. */
    Future<JsonObject> welcome(Agent agent, String clientId) {
        return ports.presence()
                .findPresent(agent.tenant())
                .map(present -> replies.loggedIn(agent, present, ports.clock().now(), clientId));
    }

    private void announce(Agent agent, Presence presence, boolean resumed) {
        ports.bus()
                .publish(
                        Topic.agent(agent.id()),
                        new LoggedInElsewhere(agent.id(), ConsoleKind.KF, presence.epoch()));
        if (!resumed) {
            tellTenant(
                    agent,
                    new AgentCame(agent.id(), agent.number(), agent.name(), ports.clock().now()));
            if (presence.status() != AgentStatus.ONLINE) {
                tellTenant(
                        agent,
                        new AgentStatusChanged(
                                agent.id(), agent.number(), agent.name(), presence.status()));
            }
        }
    }

    private void tellTenant(Agent agent, ConsoleEvent event) {
        ports.bus().publish(Topic.tenant(agent.tenant()), event);
    }
}
