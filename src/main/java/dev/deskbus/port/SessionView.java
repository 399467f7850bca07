package dev.deskbus.port;

import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.session.SessionKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session as its row says.
 *
 * @param queue whose rules count at present
 * @param kind what answers at present
 * @param agents who takes part, the first to come first
 * @param token under which login it was begun, if any
 */
public record SessionView(
        SessionId id,
        TenantId tenant,
        ClientId client,
        QueueId queue,
        SessionKind kind,
        boolean open,
        List<AgentId> agents,
        @Nullable TokenKey token) {
    public SessionView {
        agents = List.copyOf(agents);
    }
}
