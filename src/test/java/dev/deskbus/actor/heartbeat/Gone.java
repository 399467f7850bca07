package dev.deskbus.actor.heartbeat;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.agent.ConsoleKey;
import dev.deskbus.domain.agent.ConsoleKind;
import dev.deskbus.domain.agent.Presence;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.port.PresenceStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A presence store that only knows who went, as the test says. */
final class Gone implements PresenceStore {
    final Queue<Future<List<Agent>>> answers = new ConcurrentLinkedQueue<>();
    volatile Duration grace;

    @Override
    public Future<List<Agent>> sweepGone(Duration asked) {
        grace = asked;
        Future<List<Agent>> next = answers.poll();
        return next == null ? Future.succeededFuture(List.of()) : next;
    }

    @Override
    public Future<LoginResult> logIn(AgentId agent, ConsoleKind kind, NodeId node, boolean force) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Boolean> disconnect(ConsoleKey console) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Boolean> logOut(ConsoleKey console) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Optional<Presence>> setStatus(ConsoleKey console, AgentStatus status) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Optional<Presence>> setAutoAccept(ConsoleKey console, boolean auto) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Optional<Presence>> setPaused(ConsoleKey console, boolean paused) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Optional<Agent>> forceStatus(
            AgentId agent, AgentId supervisor, AgentStatus status) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<List<Colleague>> findPresent(TenantId tenant) {
        throw new UnsupportedOperationException();
    }
}
