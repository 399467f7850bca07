package dev.deskbus.gateway.console;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.directory.RatingOption;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.queue.QueueRules;
import dev.deskbus.domain.queue.WorkHours;
import dev.deskbus.domain.session.IdleRule;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.port.AgentDirectory;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The people of {@link Demo}. */
public final class FakeDirectory implements AgentDirectory {
    private static final List<Agent> AGENTS =
            List.of(Demo.SELITE, Demo.AE1EA, Demo.BOSS, Demo.GONE, Demo.BOT);

    /** Queues that are disabled. */
    public final Set<QueueId> closed = ConcurrentHashMap.newKeySet();

    /** Agents that are otherwise by now. */
    public final Map<AgentId, Agent> changed = new ConcurrentHashMap<>();

    public Agent get(AgentId id) {
        return find(id).orElseThrow();
    }

    private static Optional<Agent> find(AgentId id) {
        return AGENTS.stream().filter(agent -> agent.id().equals(id)).findFirst();
    }

    @Override
    public Future<Optional<Agent>> findAgent(AgentId id) {
        return Future.succeededFuture(Optional.ofNullable(changed.get(id)).or(() -> find(id)));
    }

    @Override
    public Future<Optional<Agent>> findAgentByNumber(TenantId tenant, long number) {
        return Future.succeededFuture(
                AGENTS.stream()
                        .filter(each -> each.tenant().equals(tenant) && each.number() == number)
                        .findFirst());
    }

    @Override
    public Future<Optional<String>> findPasswordHash(AgentId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Optional<QueueRules>> findQueue(QueueId id) {
        return Future.succeededFuture(
                Optional.of(id).filter(queue -> !closed.contains(queue)).map(FakeDirectory::rules));
    }

    private static QueueRules rules(QueueId id) {
        return new QueueRules(
                id,
                Demo.MAIN,
                "sales",
                SessionKind.HUMAN,
                QueueRules.Mode.AUTOMATIC,
                QueueRules.Policy.LONGEST_IDLE,
                QueueRules.WhenNoAgent.WAIT,
                Duration.ZERO,
                Duration.ZERO,
                new WorkHours(ZoneOffset.UTC, List.of()),
                new IdleRule(Duration.ZERO, Duration.ZERO),
                new QueueRules.Favour(Duration.ZERO, 0, Duration.ZERO),
                QueueRules.Ending.NEVER,
                null);
    }

    @Override
    public Future<List<RatingOption>> findRatings(TenantId tenant) {
        return Future.succeededFuture(List.of(new RatingOption(1, "满意")));
    }

    @Override
    public Future<Optional<Integration>> findIntegration(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Integration> getDefaultIntegration() {
        throw new UnsupportedOperationException();
    }
}
