package dev.deskbus.actor.session;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionAnswer.Logged;
import dev.deskbus.domain.session.SessionCommand.TakeOver;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.domain.session.SessionState;
import dev.deskbus.port.Fence;
import dev.deskbus.port.RequestView;
import dev.deskbus.port.SessionStore;
import dev.deskbus.port.Written;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Holds what the log says, as the test says. */
final class FakeSessionStore implements SessionStore {
    volatile Future<Optional<SessionState>> log = Future.succeededFuture(Optional.empty());
    volatile Written written = Written.STORED;
    volatile Future<List<Said>> said = Future.succeededFuture(List.of());
    volatile Future<Optional<TakeOver>> handover = Future.succeededFuture(Optional.empty());
    volatile Future<Optional<RequestView>> request = Future.succeededFuture(Optional.empty());
    final Map<MessageKey, Logged> logged = new ConcurrentHashMap<>();
    final List<Instant> looks = new CopyOnWriteArrayList<>();
    volatile int loads;

    @Override
    public Future<Optional<SessionState>> load(SessionId id) {
        loads++;
        return log;
    }

    @Override
    public Future<List<SessionId>> findDue(List<Shard> shards, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<List<Said>> findLastSaid(SessionId session, long beforeSeq, int limit) {
        return said;
    }

    @Override
    public Future<Optional<Logged>> findSaid(SessionId session, Party speaker, MessageKey key) {
        return Future.succeededFuture(Optional.ofNullable(logged.get(key)));
    }

    @Override
    public Future<Optional<TakeOver>> findHandover(SessionId session) {
        return handover;
    }

    @Override
    public Future<Optional<RequestView>> findTransferRequest(SessionId session) {
        return request;
    }

    @Override
    public Future<List<AgentId>> freeClosedSlots() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Written> lookAgainAt(Fence fence, SessionId id, Instant when) {
        looks.add(when);
        return Future.succeededFuture(written);
    }
}
