package dev.deskbus.gateway.callback;

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

/** The two agents of the samples, and one integration at a time. */
final class FakeDirectory implements AgentDirectory {
    private Future<Optional<Integration>> integration = Future.succeededFuture(Optional.empty());

    void has(Integration one) {
        integration = Future.succeededFuture(Optional.of(one));
    }

    void forgets() {
        integration = Future.succeededFuture(Optional.empty());
    }

    void breaks() {
        integration = Future.failedFuture("no database");
    }

    @Override
    public Future<Optional<Agent>> findAgent(AgentId id) {
        return Future.succeededFuture(Optional.ofNullable(Samples.CARDS.get(id)));
    }

    @Override
    public Future<List<RatingOption>> findRatings(TenantId tenant) {
        return Future.succeededFuture(List.of(new RatingOption(1, "满意")));
    }

    @Override
    public Future<Optional<Integration>> findIntegration(String name) {
        return integration;
    }

    @Override
    public Future<Optional<Agent>> findAgentByNumber(TenantId tenant, long number) {
        throw new UnsupportedOperationException();
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
    public Future<Integration> getDefaultIntegration() {
        throw new UnsupportedOperationException();
    }
}
