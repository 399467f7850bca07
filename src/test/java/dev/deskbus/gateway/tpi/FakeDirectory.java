package dev.deskbus.gateway.tpi;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.agent.AgentView;
import dev.deskbus.domain.agent.ConsoleKey;
import dev.deskbus.domain.agent.ConsoleKind;
import dev.deskbus.domain.agent.Presence;
import dev.deskbus.domain.client.Dialect;
import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.client.Signing;
import dev.deskbus.domain.directory.RatingOption;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.queue.QueueRules;
import dev.deskbus.domain.queue.WorkHours;
import dev.deskbus.domain.session.IdleRule;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.port.AgentDirectory;
import dev.deskbus.port.PresenceStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Tenant 1 with queues 1 and 2, tenant 2 with queue 21; SELITE is there, AE1EA is not. */
final class FakeDirectory implements AgentDirectory, PresenceStore {
    static final TenantId MAIN = new TenantId(1);
    static final TenantId OTHER = new TenantId(2);

    /** Where clients of the robot's queue 3 go. */
    volatile @Nullable QueueId transferTo = new QueueId(1);

    volatile List<String> trustedCallers = List.of("127.0.0.0/8");

    /** Of every integration; keys of the later edition are for their own tests. */
    volatile Dialect dialect =
            new Dialect(
                    false,
                    Dialect.HistoryMessageType.STANDARD,
                    Dialect.HistoryUserType.STANDARD,
                    false);

    /** By the names of the integrations; those that are not named have none. */
    final Map<String, Signing> signings = new ConcurrentHashMap<>();

    @Override
    public Future<Optional<Agent>> findAgent(AgentId id) {
        return Future.succeededFuture(
                Set.of("SELITE", "AE1EA").contains(id.value())
                        ? Optional.of(agent(id))
                        : Optional.empty());
    }

    @Override
    public Future<Optional<QueueRules>> findQueue(QueueId id) {
        return Future.succeededFuture(
                Set.of(1L, 2L, 3L, 4L, 21L).contains(id.value())
                        ? Optional.of(queue(id))
                        : Optional.empty());
    }

    @Override
    public Future<List<RatingOption>> findRatings(TenantId tenant) {
        return Future.succeededFuture(List.of(new RatingOption(1, "满意")));
    }

    @Override
    public Future<Optional<Integration>> findIntegration(String name) {
        return Future.succeededFuture(
                switch (name) {
                    case "second" -> Optional.of(integration(name, OTHER, null));
                    case "default" -> Optional.of(integration(name, MAIN, null));
                    case "main" -> Optional.of(integration(name, MAIN, "http://crm.internal/chat"));
                    default -> Optional.empty();
                });
    }

    @Override
    public Future<Integration> getDefaultIntegration() {
        return Future.succeededFuture(integration("main", MAIN, "http://crm.internal/chat"));
    }

    @Override
    public Future<List<Colleague>> findPresent(TenantId tenant) {
        return Future.succeededFuture(
                tenant.equals(MAIN)
                        ? List.of(new Colleague(agent(new AgentId("SELITE")), AgentStatus.BUSY))
                        : List.of());
    }

    Integration integration(String name, TenantId tenant, @Nullable String url) {
        return new Integration(
                name,
                tenant,
                url,
                "/ThirdPartService",
                List.of("127.0.0.0/8", "localhost", "www.xxxx.com"),
                trustedCallers,
                false,
                false,
                signings.getOrDefault(name, Signing.NONE),
                dialect);
    }

    private static Agent agent(AgentId id) {
        String name = id.value().equals("SELITE") ? "Elite" : "Lori";
        return new Agent(id, MAIN, 1, name, "坐席", "", "", Agent.Role.AGENT, 5, true, 0, List.of());
    }

    private QueueRules queue(QueueId id) {
        return new QueueRules(
                id,
                id.value() == 21 ? OTHER : MAIN,
                "queue",
                id.value() == 3 ? SessionKind.ROBOT : SessionKind.HUMAN,
                QueueRules.Mode.PULL,
                QueueRules.Policy.LONGEST_IDLE,
                QueueRules.WhenNoAgent.WAIT,
                Duration.ZERO,
                Duration.ofSeconds(30),
                WorkHours.always(ZoneOffset.UTC),
                IdleRule.NEVER,
                new QueueRules.Favour(Duration.ofSeconds(30), 7, Duration.ZERO),
                QueueRules.Ending.NEVER,
                id.value() == 3 ? transferTo : null);
    }

    @Override
    public Future<Optional<Agent>> findAgentByNumber(TenantId tenant, long number) {
        throw new AssertionError("not for TPI");
    }

    @Override
    public Future<Optional<String>> findPasswordHash(AgentId id) {
        return findAgent(id).map(found -> found.map(agent -> "#" + agent.id() + "-demo"));
    }

    /** SELITE is there with two of five sessions, AE1EA is not. */
    Future<List<AgentView>> agentsOf(QueueId queue) {
        return Future.succeededFuture(List.of(view("SELITE", true), view("AE1EA", false)));
    }

    private static AgentView view(String id, boolean present) {
        return new AgentView(
                new AgentId(id), present, present, AgentStatus.ONLINE, true, 2, 5, Instant.EPOCH);
    }

    @Override
    public Future<LoginResult> logIn(AgentId agent, ConsoleKind kind, NodeId node, boolean force) {
        throw new AssertionError("not for TPI");
    }

    @Override
    public Future<Boolean> disconnect(ConsoleKey console) {
        throw new AssertionError("not for TPI");
    }

    @Override
    public Future<Boolean> logOut(ConsoleKey console) {
        throw new AssertionError("not for TPI");
    }

    @Override
    public Future<Optional<Presence>> setStatus(ConsoleKey console, AgentStatus status) {
        throw new AssertionError("not for TPI");
    }

    @Override
    public Future<Optional<Presence>> setAutoAccept(ConsoleKey console, boolean auto) {
        throw new AssertionError("not for TPI");
    }

    @Override
    public Future<Optional<Presence>> setPaused(ConsoleKey console, boolean paused) {
        throw new AssertionError("not for TPI");
    }

    @Override
    public Future<Optional<Agent>> forceStatus(
            AgentId agent, AgentId supervisor, AgentStatus status) {
        throw new AssertionError("not for TPI");
    }

    @Override
    public Future<List<Agent>> sweepGone(Duration grace) {
        throw new AssertionError("not for TPI");
    }
}
