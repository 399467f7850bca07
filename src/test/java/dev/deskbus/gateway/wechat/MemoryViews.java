package dev.deskbus.gateway.wechat;

import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.HistoryRow;
import dev.deskbus.port.RequestView;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Requests and sessions in memory. */
final class MemoryViews implements ConversationViews {
    final Map<RequestId, RequestView> requests = new ConcurrentHashMap<>();
    final Map<SessionId, SessionView> sessions = new ConcurrentHashMap<>();

    @Override
    public Future<Optional<RequestView>> findRequest(RequestId id) {
        return Future.succeededFuture(Optional.ofNullable(requests.get(id)));
    }

    @Override
    public Future<Optional<RequestView>> findWaiting(ClientId client) {
        return Future.succeededFuture(
                requests.values().stream()
                        .filter(r -> r.client().equals(client))
                        .filter(r -> r.status() == RequestStatus.WAITING)
                        .findAny());
    }

    @Override
    public Future<Optional<SessionView>> findOpenSession(ClientId client) {
        return Future.succeededFuture(
                sessions.values().stream()
                        .filter(s -> s.client().equals(client) && s.open())
                        .findAny());
    }

    @Override
    public Future<Optional<SessionView>> findSession(SessionId id) {
        return Future.succeededFuture(Optional.ofNullable(sessions.get(id)));
    }

    @Override
    public Future<Optional<CallbackTarget>> findTarget(SessionId id) {
        return Future.succeededFuture(Optional.empty());
    }

    @Override
    public Future<List<HistoryRow>> findHistory(HistoryQuery query) {
        throw new AssertionError("not for WeChat");
    }

    @Override
    public Future<List<Waiter>> findWaiters(AgentId agent) {
        throw new AssertionError("not for WeChat");
    }

    @Override
    public Future<List<Talk>> findTalks(AgentId agent) {
        throw new AssertionError("not for WeChat");
    }

    @Override
    public Future<Optional<SessionView>> findTalk(AgentId agent, ClientId client) {
        throw new AssertionError("not for WeChat");
    }

    @Override
    public Future<List<HistoryRow>> findRecord(
            TenantId tenant, ClientId client, int page, int pageSize) {
        throw new AssertionError("not for WeChat");
    }

    @Override
    public Future<Optional<Client>> findClient(TenantId tenant, ClientId client) {
        throw new AssertionError("not for WeChat");
    }

    @Override
    public Future<List<Standing>> findStandings(Set<AgentId> agents) {
        throw new AssertionError("not for WeChat");
    }

    @Override
    public Future<Long> findMark() {
        throw new AssertionError("not for WeChat");
    }

    @Override
    public Future<Changes> findChanges(long after, long upTo) {
        throw new AssertionError("not for WeChat");
    }

    @Override
    public Future<List<SessionEvent>> findShown(SessionId session, long afterSeq, int limit) {
        throw new AssertionError("not for WeChat");
    }

    @Override
    public Future<List<Said>> findSaid(SessionId session, long afterSeq, int limit) {
        throw new AssertionError("not for WeChat");
    }
}
