package dev.deskbus.port;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionAnswer.Logged;
import dev.deskbus.domain.session.SessionCommand.TakeOver;
import dev.deskbus.domain.session.SessionEvent.Said;
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

    /**
     * Looks at the session again not before that time; at once while a handover waits to be
     * noticed.
     */
    Future<Written> lookAgainAt(Fence fence, SessionId id, Instant when);

    /** The last so many words before that number, in their order. */
    Future<List<Said>> findLastSaid(SessionId session, long beforeSeq, int limit);

    /** Where that speaker's message of that key stands in the log; empty when it was not said. */
    Future<Optional<Logged>> findSaid(SessionId session, Party speaker, MessageKey key);

    /** The handover that was decided and that the session's log does not have yet. */
    Future<Optional<TakeOver>> findHandover(SessionId session);

    /** The request with which the session's client waits for a person. */
    Future<Optional<RequestView>> findTransferRequest(SessionId session);

    /** Frees the slots that sessions kept which are over; who held one, each once. */
    Future<List<AgentId>> freeClosedSlots();
}
