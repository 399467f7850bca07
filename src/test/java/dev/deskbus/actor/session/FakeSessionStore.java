package dev.deskbus.actor.session;

import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.domain.session.SessionState;
import dev.deskbus.port.Fence;
import dev.deskbus.port.SessionStore;
import dev.deskbus.port.Written;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Holds what the log says, as the test says. */
final class FakeSessionStore implements SessionStore {
    volatile Future<Optional<SessionState>> log = Future.succeededFuture(Optional.empty());
    volatile Written written = Written.STORED;
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
    public Future<Written> lookAgainAt(Fence fence, SessionId id, Instant when) {
        looks.add(when);
        return Future.succeededFuture(written);
    }
}
