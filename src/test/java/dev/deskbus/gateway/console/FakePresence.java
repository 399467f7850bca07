package dev.deskbus.gateway.console;

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
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Presence in memory, with the epochs of the real one. */
public final class FakePresence implements PresenceStore {
    /** The row of an agent. */
    public record Row(
            boolean present, boolean connected, AgentStatus status, boolean auto, long epoch) {
        static final Row NEW = new Row(false, false, AgentStatus.ONLINE, true, 0);
    }

    private final Map<AgentId, Row> rows = new ConcurrentHashMap<>();
    private final FakeDirectory directory;
    public final Set<AgentId> paused = ConcurrentHashMap.newKeySet();
    public final List<String> forced = new CopyOnWriteArrayList<>();
    public final AtomicInteger failures = new AtomicInteger();
    public volatile Promise<Void> hold = done();

    public FakePresence(FakeDirectory directory) {
        this.directory = directory;
    }

    private static Promise<Void> done() {
        Promise<Void> promise = Promise.promise();
        promise.complete();
        return promise;
    }

    public Row row(AgentId agent) {
        return rows.getOrDefault(agent, Row.NEW);
    }

    public void put(AgentId agent, Row row) {
        rows.put(agent, row);
    }

    @Override
    public Future<LoginResult> logIn(AgentId agent, ConsoleKind kind, NodeId node, boolean force) {
        return hold.future().map(_ -> logIn(agent, force));
    }

    private synchronized LoginResult logIn(AgentId agent, boolean force) {
        Row old = row(agent);
        if (old.connected() && !force) {
            return new LoginResult.AlreadyOnline();
        }
        Row row = new Row(true, true, old.status(), old.auto(), old.epoch() + 1);
        rows.put(agent, row);
        return new LoginResult.LoggedIn(presence(agent, row), old.present());
    }

    @Override
    public Future<Boolean> disconnect(ConsoleKey console) {
        if (failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            return Future.failedFuture("database away");
        }
        return Future.succeededFuture(
                change(console, r -> new Row(true, false, r.status(), r.auto(), r.epoch()))
                        .isPresent());
    }

    @Override
    public Future<Boolean> logOut(ConsoleKey console) {
        if (failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            return Future.failedFuture("database away");
        }
        return Future.succeededFuture(
                change(console, r -> new Row(false, false, r.status(), r.auto(), r.epoch()))
                        .isPresent());
    }

    @Override
    public Future<Optional<Presence>> setStatus(ConsoleKey console, AgentStatus status) {
        return Future.succeededFuture(
                change(console, r -> new Row(true, true, status, r.auto(), r.epoch())));
    }

    @Override
    public Future<Optional<Presence>> setAutoAccept(ConsoleKey console, boolean auto) {
        return Future.succeededFuture(
                change(console, r -> new Row(true, true, r.status(), auto, r.epoch())));
    }

    @Override
    public Future<Optional<Presence>> setPaused(ConsoleKey console, boolean on) {
        if (on) {
            paused.add(console.agent());
        } else {
            paused.remove(console.agent());
        }
        return Future.succeededFuture(change(console, r -> r));
    }

    @Override
    public Future<Optional<Agent>> forceStatus(
            AgentId agent, AgentId supervisor, AgentStatus status) {
        forced.add(supervisor + " " + agent + " " + status);
        return Future.succeededFuture(Optional.of(directory.get(agent)));
    }

    @Override
    public Future<List<Colleague>> findPresent(TenantId tenant) {
        return Future.succeededFuture(
                rows.entrySet().stream()
                        .filter(each -> each.getValue().present())
                        .map(
                                each ->
                                        new Colleague(
                                                directory.get(each.getKey()),
                                                each.getValue().status()))
                        .toList());
    }

    @Override
    public Future<List<Agent>> sweepGone(Duration grace) {
        return Future.succeededFuture(List.of());
    }

    private synchronized Optional<Presence> change(ConsoleKey console, UnaryOperator<Row> change) {
        Row old = row(console.agent());
        if (old.epoch() != console.epoch()) {
            return Optional.empty();
        }
        Row changed = change.apply(old);
        rows.put(console.agent(), changed);
        return Optional.of(presence(console.agent(), changed));
    }

    private static Presence presence(AgentId agent, Row row) {
        return new Presence(agent, row.status(), row.auto(), row.epoch());
    }
}
