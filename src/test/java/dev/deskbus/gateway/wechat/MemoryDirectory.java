package dev.deskbus.gateway.wechat;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.client.Dialect;
import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.client.Signing;
import dev.deskbus.domain.directory.RatingOption;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.queue.QueueRules;
import dev.deskbus.domain.queue.WorkHours;
import dev.deskbus.domain.session.IdleRule;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.port.AgentDirectory;
import dev.deskbus.port.PresenceStore.Colleague;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tenant 1 with queues 1, 2 of people, 3 of a robot, 4 of dedicated agents, tenant 2 with queue 21;
 * SELITE is there. The default account is {@code main}; {@code second} is tenant 2's.
 */
final class MemoryDirectory implements AgentDirectory {
    static final TenantId MAIN = new TenantId(1);

    final Map<Long, SessionKind> queues =
            new ConcurrentHashMap<>(
                    Map.of(
                            1L, SessionKind.HUMAN,
                            2L, SessionKind.HUMAN,
                            3L, SessionKind.ROBOT,
                            4L, SessionKind.DEDICATED,
                            21L, SessionKind.HUMAN));

    /** Keys beyond the document are for their own tests. */
    volatile boolean additive;

    volatile Signing signing = Signing.NONE;

    @Override
    public Future<Optional<Agent>> findAgent(AgentId id) {
        return Future.succeededFuture(
                id.value().equals("SELITE") ? Optional.of(elite()) : Optional.empty());
    }

    Future<List<Colleague>> findPresent(TenantId tenant) {
        return Future.succeededFuture(
                tenant.equals(MAIN)
                        ? List.of(new Colleague(elite(), AgentStatus.ONLINE))
                        : List.of());
    }

    @Override
    public Future<Optional<QueueRules>> findQueue(QueueId id) {
        return Future.succeededFuture(
                Optional.ofNullable(queues.get(id.value())).map(kind -> queue(id, kind)));
    }

    @Override
    public Future<List<RatingOption>> findRatings(TenantId tenant) {
        return Future.succeededFuture(List.of(new RatingOption(1, "满意")));
    }

    @Override
    public Future<Optional<Integration>> findIntegration(String name) {
        return Future.succeededFuture(
                switch (name) {
                    case "main" -> Optional.of(integration(name, MAIN));
                    case "second" -> Optional.of(integration(name, new TenantId(2)));
                    default -> Optional.empty();
                });
    }

    @Override
    public Future<Integration> getDefaultIntegration() {
        return Future.succeededFuture(integration("main", MAIN));
    }

    private Integration integration(String name, TenantId tenant) {
        return new Integration(
                name,
                tenant,
                null,
                "/ThirdPartService",
                List.of(),
                List.of(),
                false,
                false,
                signing,
                new Dialect(
                        false,
                        Dialect.HistoryMessageType.STANDARD,
                        Dialect.HistoryUserType.STANDARD,
                        additive));
    }

    private static Agent elite() {
        return new Agent(
                new AgentId("SELITE"),
                MAIN,
                1,
                "伊力特",
                "坐席A",
                "",
                "",
                Agent.Role.AGENT,
                5,
                true,
                0,
                List.of());
    }

    private static QueueRules queue(QueueId id, SessionKind kind) {
        return new QueueRules(
                id,
                id.value() == 21 ? new TenantId(2) : MAIN,
                "queue",
                kind,
                QueueRules.Mode.PULL,
                QueueRules.Policy.LONGEST_IDLE,
                QueueRules.WhenNoAgent.WAIT,
                Duration.ZERO,
                Duration.ofSeconds(30),
                WorkHours.always(ZoneOffset.UTC),
                IdleRule.NEVER,
                new QueueRules.Favour(Duration.ofSeconds(30), 7, Duration.ZERO),
                QueueRules.Ending.NEVER,
                kind == SessionKind.ROBOT ? new QueueId(1) : null);
    }

    @Override
    public Future<Optional<Agent>> findAgentByNumber(TenantId tenant, long number) {
        throw new AssertionError("not for WeChat");
    }

    @Override
    public Future<Optional<String>> findPasswordHash(AgentId id) {
        throw new AssertionError("not for WeChat");
    }
}
