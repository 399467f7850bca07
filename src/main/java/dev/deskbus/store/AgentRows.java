package dev.deskbus.store;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.TenantId;
import io.vertx.sqlclient.Row;
import java.util.stream.Stream;

/** A row of {@code agent} as an {@link Agent}. */
final class AgentRows {
    /** What {@link #agent} reads, of an {@code agent a}. */
    static final String COLUMNS =
            """
            a.id, a.tenant_id, a.number, a.name, a.alias, a.icon, a.comments, a.role, a.capacity,
            a.enabled, a.robot_type,
            array(select q.queue_id from queue_agent q where q.agent_id = a.id order by 1) as queues
            """;

    private AgentRows() {}

    static Agent agent(Row row) {
        return new Agent(
                new AgentId(row.getString("id")),
                new TenantId(row.getLong("tenant_id")),
                row.getLong("number"),
                row.getString("name"),
                row.getString("alias"),
                row.getString("icon"),
                row.getString("comments"),
                Agent.Role.valueOf(row.getString("role")),
                row.getInteger("capacity"),
                row.getBoolean("enabled"),
                row.getInteger("robot_type"),
                Stream.of(row.getArrayOfLongs("queues")).map(QueueId::new).toList());
    }
}
