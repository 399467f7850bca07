package dev.deskbus.port;

import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What consoles read that know clients by numbers and talks by queues (the admin wire). Nothing
 * here changes anything.
 */
public interface GuestViews {
    /** A client of that tenant by its number (decision AD-12). */
    Future<Optional<Client>> findClient(TenantId tenant, long number);

    /** The client's number: the same for ever; empty for an unknown client. */
    Future<Optional<Long>> findNumber(ClientId client);

    /** The agent's open sessions, the one with the newest word first. */
    Future<List<Guest>> findGuests(AgentId agent);

    /** How many words there are in the sessions of the client in that queue. */
    Future<Long> countWords(TenantId tenant, ClientId client, QueueId queue);

    /**
     * One page of the words in the sessions of the client in that queue, page 1 the newest, oldest
     * first inside (decision AD-23).
     */
    Future<List<HistoryRow>> findWords(
            TenantId tenant, ClientId client, QueueId queue, int page, int pageSize);

    /** How many sessions each agent of the tenant has who has any. */
    Future<Map<AgentId, Integer>> findLoads(TenantId tenant);

    /**
     * One with whom the agent talks.
     *
     * @param last what was last said; null when nothing was
     * @param unread how many words of the client no agent has read (decision AD-20)
     */
    record Guest(
            long number,
            Client client,
            SessionId session,
            QueueId queue,
            Instant openedAt,
            @Nullable HistoryRow last,
            int unread) {}
}
