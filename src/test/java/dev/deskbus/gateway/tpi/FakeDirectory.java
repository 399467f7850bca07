package dev.deskbus.gateway.tpi;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.agent.Presence;
import dev.deskbus.domain.client.Integration;
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
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tenant 1 with queues 1 and 2, tenant 2 with queue 21; SELITE is there, AE1EA is not. */
final class FakeDirectory implements AgentDirectory, PresenceStore {
    static final TenantId MAIN = new TenantId(1);
    static final TenantId OTHER = new TenantId(2);

    volatile List<String> trustedCallers = List.of("127.0.0.0/8");

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
                Set.of(1L, 2L, 21L).contains(id.value())
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
                name.equals("second")
                        ? Optional.of(integration(name, OTHER, null))
                        : Optional.empty());
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

    Integration integration(
            String name, TenantId tenant, @org.jspecify.annotations.Nullable String url) {
        return new Integration(
                name,
                tenant,
                url,
                "/ThirdPartService",
                List.of("127.0.0.0/8", "localhost"),
                trustedCallers,
                false);
    }

    private static Agent agent(AgentId id) {
        String name = id.value().equals("SELITE") ? "Elite" : "Lori";
        return new Agent(id, MAIN, 1, name, "坐席", "", "", Agent.Role.AGENT, 5, true, 0, List.of());
    }

    private static QueueRules queue(QueueId id) {
        return new QueueRules(
                id,
                id.value() == 21 ? OTHER : MAIN,
                "queue",
                SessionKind.HUMAN,
                QueueRules.Mode.PULL,
                QueueRules.Policy.LONGEST_IDLE,
                QueueRules.WhenNoAgent.WAIT,
                Duration.ZERO,
                Duration.ofSeconds(30),
                WorkHours.always(ZoneOffset.UTC),
                IdleRule.NEVER,
                new QueueRules.Favour(Duration.ofSeconds(30), 7, Duration.ZERO),
                Duration.ZERO,
                null);
    }

    @Override
    public Future<Optional<Agent>> findAgentByNumber(TenantId tenant, long number) {
        throw new AssertionError("not for TPI");
    }

    @Override
    public Future<Optional<String>> findPasswordHash(AgentId id) {
        throw new AssertionError("not for TPI");
    }

    @Override
    public Future<LoginResult> logIn(AgentId agent, NodeId node, boolean force) {
        throw new AssertionError("not for TPI");
    }

    @Override
    public Future<Boolean> disconnect(AgentId agent, long epoch) {
        throw new AssertionError("not for TPI");
    }

    @Override
    public Future<Boolean> logOut(AgentId agent, long epoch) {
        throw new AssertionError("not for TPI");
    }

    @Override
    public Future<Optional<Presence>> setStatus(AgentId agent, long epoch, AgentStatus status) {
        throw new AssertionError("not for TPI");
    }

    @Override
    public Future<Optional<Presence>> setAutoAccept(AgentId agent, long epoch, boolean auto) {
        throw new AssertionError("not for TPI");
    }

    @Override
    public Future<List<Agent>> sweepGone(Duration grace) {
        throw new AssertionError("not for TPI");
    }
}
