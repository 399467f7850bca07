package dev.deskbus.gateway.console.admin;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.ConsoleKind;
import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.queue.QueueRules;
import dev.deskbus.gateway.console.ConsoleDesk;
import dev.deskbus.gateway.console.Identification;
import dev.deskbus.gateway.console.Identification.Identified;
import dev.deskbus.gateway.console.Rounds;
import dev.deskbus.gateway.console.Screen;
import dev.deskbus.gateway.console.Truth;
import dev.deskbus.gateway.http.AgentTokens;
import dev.deskbus.port.AgentDirectory;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What all admin connections of a node share. Knows no connection. */
final class AdminDesk {
    private final AdminPorts ports;
    private final AdminCodec codec = new AdminCodec();
    private final ConsoleDesk console;
    private final Identification identification;
    private final AdminTokens tokens;
    private final AdminGuests guests;
    private final AdminLists lists;
    private final AdminSending sending;
    private final AdminMoves moves;
    private final AdminReading reading;

    AdminDesk(AdminPorts ports, AgentTokens tokens, NodeId node, AdminSettings settings) {
        Rounds rounds = new Rounds(new Truth(ports.views(), null), settings.rounds());
        this.ports = ports;
        this.console =
                new ConsoleDesk(ports.console(), ConsoleKind.ADMIN, node, settings.times(), rounds);
        this.identification = new Identification(tokens, ports.directory(), ports.retired());
        this.tokens = new AdminTokens(tokens, ports.retired());
        this.guests = new AdminGuests(ports);
        this.lists = new AdminLists(ports, guests);
        this.sending = new AdminSending(ports, guests);
        this.moves = new AdminMoves(ports, guests);
        this.reading = new AdminReading(ports, guests);
    }

    AdminCodec codec() {
        return codec;
    }

    ConsoleDesk console() {
        return console;
    }

    AdminTokens tokens() {
        return tokens;
    }

    AdminLists lists() {
        return lists;
    }

    AdminReading reading() {
        return reading;
    }

    AdminMoves moves() {
        return moves;
    }

    /** Whose token it is, or why not (decision AD-6). */
    Future<Identified.Known> identify(String token) {
        return identification
                .identify(token)
                .map(
                        identified ->
                                switch (identified) {
                                    case Identified.Known known -> known;
                                    case Identified.NoToken() ->
                                            throw AdminCode.TOKEN_UNREADABLE.fault();
                                    case Identified.Expired() ->
                                            throw AdminCode.LOG_IN_AGAIN.fault();
                                    case Identified.Nobody() ->
                                            throw AdminCode.AGENT_UNKNOWN.fault();
                                    case Identified.Disabled() ->
                                            throw AdminCode.AGENT_DISABLED.fault();
                                });
    }

    /** An agent needs a group that is open; a supervisor does not. */
    Future<Agent> requireGroup(Agent agent) {
        if (agent.role() == Agent.Role.SUPERVISOR) {
            return Future.succeededFuture(agent);
        }
        AgentDirectory directory = ports.directory();
        List<Future<Optional<QueueRules>>> groups =
                agent.queues().stream().map(directory::findQueue).toList();
        return Future.all(groups)
                .map(
                        _ -> {
                            if (groups.stream().noneMatch(group -> group.result().isPresent())) {
                                throw AdminCode.GROUP_DISABLED.fault();
                            }
                            return agent;
                        });
    }

    /** What that agent is shown on its screen. */
    AdminShow show(Agent agent, Set<String> features, Screen screen) {
        return new AdminShow(ports, guests, agent.id(), features, screen);
    }

    /** Serves what has nothing to do with the connection that it came by. */
    Future<JsonObject> serve(Agent me, AdminRequests.Serving request) {
        return switch (request) {
            case AdminRequests.Send send -> sending.send(me, send);
            case AdminRequests.GetAgents() -> lists.getAgents(me);
            case AdminRequests.Join(long gid) -> moves.join(me, gid);
            case AdminRequests.Leave(long gid) -> moves.leave(me, gid);
            case AdminRequests.Close(long gid) -> moves.close(me, gid);
        };
    }
}
