package dev.deskbus.actor;

import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.HistoryRow;
import dev.deskbus.port.RequestView;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Clients have names like their ids, in capitals; nobody else is asked for here. */
public final class FakeViews implements ConversationViews {
    public volatile boolean isDown;
    public volatile Optional<RequestView> waiting = Optional.empty();
    public volatile List<Said> said = List.of();

    @Override
    public Future<Optional<Client>> findClient(TenantId tenant, ClientId client) {
        return isDown
                ? Future.failedFuture("down")
                : Future.succeededFuture(
                        client.value().equals("nobody")
                                ? Optional.empty()
                                : Optional.of(named(client)));
    }

    public static Client named(ClientId client) {
        return new Client(client, new TenantId(1), client.value().toUpperCase(), "");
    }

    public static Client unnamed(ClientId client) {
        return new Client(client, new TenantId(1), "", "");
    }

    @Override
    public Future<Optional<RequestView>> findRequest(RequestId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Optional<RequestView>> findWaiting(ClientId client) {
        return Future.succeededFuture(waiting);
    }

    @Override
    public Future<Optional<SessionView>> findOpenSession(ClientId client) {
        return Future.succeededFuture(Optional.empty());
    }

    @Override
    public Future<Optional<SessionView>> findSession(SessionId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Optional<CallbackTarget>> findTarget(SessionId id) {
        throw new AssertionError("not for this edge");
    }

    @Override
    public Future<List<HistoryRow>> findHistory(HistoryQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<List<Waiter>> findWaiters(AgentId agent) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<List<Talk>> findTalks(AgentId agent) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Optional<SessionView>> findTalk(AgentId agent, ClientId client) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<List<HistoryRow>> findRecord(
            TenantId tenant, ClientId client, int page, int pageSize) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<List<Standing>> findStandings(Set<AgentId> agents) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Long> findMark() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Changes> findChanges(long after, long upTo) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<List<SessionEvent>> findShown(SessionId session, long afterSeq, int limit) {
        throw new AssertionError("not for actors");
    }

    @Override
    public Future<List<Said>> findSaid(SessionId session, long afterSeq, int limit) {
        return Future.succeededFuture(said);
    }
}
