package dev.deskbus.actor;

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

/** Every agent serves the queues 1 and 2; nothing else is asked here. */
public final class FakeDirectory implements AgentDirectory {
    public volatile boolean isDown;

    @Override
    public Future<Optional<Agent>> findAgent(AgentId id) {
        if (isDown) {
            return Future.failedFuture("down");
        }
        List<QueueId> queues = List.of(new QueueId(1), new QueueId(2));
        return Future.succeededFuture(
                Optional.of(
                        new Agent(
                                id,
                                new TenantId(1),
                                1,
                                "",
                                "",
                                "",
                                "",
                                Agent.Role.AGENT,
                                5,
                                true,
                                0,
                                queues)));
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
