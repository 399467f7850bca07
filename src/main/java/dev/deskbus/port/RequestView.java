package dev.deskbus.port;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.RequestStatus;
import org.jspecify.annotations.Nullable;

/**
 * A chat request as its row says.
 *
 * @param position rank in the line from 1; 0 when it does not wait
 * @param session the session that it became; while it waits, the one that it is to hand over
 * @param agent who took it
 */
public record RequestView(
        RequestId id,
        ClientId client,
        QueueId queue,
        RequestStatus status,
        int position,
        @Nullable SessionId session,
        @Nullable AgentId agent) {}
