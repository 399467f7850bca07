package dev.deskbus.gateway.console.admin;

import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.gateway.console.Demo;
import dev.deskbus.port.GuestViews;
import dev.deskbus.port.HistoryRow;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** One guest, whose number is 17. */
final class FakeGuests implements GuestViews {
    static final long GID = 17;

    final Map<AgentId, List<Guest>> guests = new ConcurrentHashMap<>();
    final Map<AgentId, Integer> loads = new ConcurrentHashMap<>();
    final List<HistoryRow> words = new CopyOnWriteArrayList<>();
    volatile String asked = "";
    volatile boolean isDown;

    @Override
    public Future<Optional<Client>> findClient(TenantId tenant, long number) {
        return Future.succeededFuture(
                Optional.of(Demo.LORI).filter(_ -> number == GID && tenant.equals(Demo.MAIN)));
    }

    @Override
    public Future<Optional<Long>> findNumber(ClientId client) {
        return isDown
                ? Future.failedFuture(new Refusal(ErrorCode.UNAVAILABLE, "no database"))
                : Future.succeededFuture(
                        Optional.of(GID).filter(_ -> client.equals(Demo.LORI.id())));
    }

    @Override
    public Future<List<Guest>> findGuests(AgentId agent) {
        return Future.succeededFuture(guests.getOrDefault(agent, List.of()));
    }

    @Override
    public Future<Long> countWords(TenantId tenant, ClientId client, QueueId queue) {
        return Future.succeededFuture(12L);
    }

    @Override
    public Future<List<HistoryRow>> findWords(
            TenantId tenant, ClientId client, QueueId queue, int page, int pageSize) {
        asked = tenant.value() + " " + queue.value() + " " + page + " " + pageSize;
        return Future.succeededFuture(words);
    }

    @Override
    public Future<Map<AgentId, Integer>> findLoads(TenantId tenant) {
        return Future.succeededFuture(loads);
    }
}
