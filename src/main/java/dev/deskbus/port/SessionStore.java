package dev.deskbus.port;

import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.domain.session.SessionState;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reading sessions back. */
public interface SessionStore {
    /** The session as its log says; empty when there never was one. */
    Future<Optional<SessionState>> load(SessionId id);

    /** Open sessions of these shards whose idle rule may be due. */
    Future<List<SessionId>> findDue(List<Shard> shards, int limit);

    /** Looks at the session again not before that time. */
    Future<Written> lookAgainAt(Fence fence, SessionId id, Instant when);
}
