package dev.deskbus.store;

import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.port.SessionView;
import io.vertx.sqlclient.Row;

/** A row of {@code chat_session} as a {@link SessionView}. */
final class SessionRows {
    /** What {@link #view} reads, of a {@code chat_session s}: agents who were there to the last. */
    static final String COLUMNS =
            """
            s.id, s.tenant_id, s.client_id, s.queue_id, s.kind, s.state, s.token_key,
            array(select p.agent_id from session_agent p
                  where p.session_id = s.id and (p.left_at is null or p.left_at >= s.closed_at)
                  order by p.joined_at) as agents
            """;

    private SessionRows() {}

    static SessionView view(Row row) {
        String token = row.getString("token_key");
        return new SessionView(
                new SessionId(row.getLong("id")),
                new TenantId(row.getLong("tenant_id")),
                new ClientId(row.getString("client_id")),
                new QueueId(row.getLong("queue_id")),
                SessionKind.valueOf(row.getString("kind")),
                row.getString("state").equals("Open"),
                Columns.texts(row, "agents", AgentId::new),
                token == null ? null : new TokenKey(token));
    }
}
