package dev.deskbus.port;

import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.tools.Subject;
import dev.deskbus.domain.tools.Tag;
import io.vertx.core.Future;
import java.util.List;

/** What was before, of the clients of a tenant, whatever wire they came by. */
public interface Histories {
    /** Refuses what is not the tenant's: {@code CLIENT_UNKNOWN}, {@code SESSION_UNKNOWN}. */
    Future<Void> require(TenantId tenant, Subject subject);

    /**
     * The sessions of a client, and of whom it was before it was known (decision V2-31), newest
     * first, one more than asked for when there are more.
     *
     * @param before only older ones than that; 0 for all
     */
    Future<List<PastSession>> findSessions(
            TenantId tenant, ClientId client, long before, int limit);

    /** The sessions with that tag, on themselves or on their client; otherwise the same. */
    Future<List<PastSession>> findTagged(TenantId tenant, Tag tag, long before, int limit);

    /**
     * What was said in a session, newest first, one more than asked for when there is more.
     *
     * @param beforeSeq only what has a lower number; 0 for all
     */
    Future<List<HistoryRow>> findTranscript(
            TenantId tenant, SessionId session, long beforeSeq, int limit);
}
