package dev.deskbus.port;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.directory.RatingOption;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.queue.QueueRules;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Agents, queues and integrations as the directory has them. Cached for a few seconds. */
public interface AgentDirectory {
    /** An agent by login. */
    Future<Optional<Agent>> findAgent(AgentId id);

    /** An agent by its number on the KF wire. */
    Future<Optional<Agent>> findAgentByNumber(TenantId tenant, long number);

    /** The agent's password hash; empty for a robot. */
    Future<Optional<String>> findPasswordHash(AgentId id);

    /** A queue's rules; empty when there is none, or it is disabled. */
    Future<Optional<QueueRules>> findQueue(QueueId id);

    /** The ratings that clients of the tenant may give, by their numbers (decision V2-54). */
    Future<List<RatingOption>> findRatings(TenantId tenant);

    /** An integration by name. */
    Future<Optional<Integration>> findIntegration(String name);

    /** The integration that a caller without any other mark belongs to (decision G-14). */
    Future<Integration> getDefaultIntegration();
}
