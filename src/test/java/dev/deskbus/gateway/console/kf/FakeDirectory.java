package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.directory.RatingOption;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.queue.QueueRules;
import dev.deskbus.port.AgentDirectory;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** The people of {@link Demo}. */
final class FakeDirectory implements AgentDirectory {
    private static final List<Agent> AGENTS =
            List.of(Demo.SELITE, Demo.AE1EA, Demo.BOSS, Demo.GONE, Demo.BOT);

    Agent get(AgentId id) {
        return find(id).orElseThrow();
    }

    private static Optional<Agent> find(AgentId id) {
        return AGENTS.stream().filter(agent -> agent.id().equals(id)).findFirst();
    }

    @Override
    public Future<Optional<Agent>> findAgent(AgentId id) {
        return Future.succeededFuture(find(id));
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
        throw new UnsupportedOperationException();
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
