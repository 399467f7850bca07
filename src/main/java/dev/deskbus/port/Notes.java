package dev.deskbus.port;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.tools.Note;
import dev.deskbus.domain.tools.Subject;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Private notes: nothing that clients are told is made of these. */
public interface Notes {
    /** The most that may be on one client, or on one session. */
    int MOST = 1000;

    /**
     * A new one, or the one that the author has written under that key before. The subject must be
     * the tenant's: {@link Histories#require}. {@code LIMIT_REACHED} when there are the most.
     *
     * @param key the author's own name for it; null for a new one in any case
     */
    Future<Note> add(
            TenantId tenant, Subject subject, AgentId author, String text, @Nullable String key);

    /**
     * Those on a session; or those on a client, on whom it was before it was known, and on their
     * sessions. Newest first, one more than asked for when there are more.
     *
     * @param before only older ones than that; 0 for all
     */
    Future<List<Note>> find(TenantId tenant, Subject subject, long before, int limit);

    /** One of the tenant; {@code NOTE_UNKNOWN} for any other. */
    Future<Note> get(TenantId tenant, long id);

    /** It is gone. */
    Future<Void> remove(TenantId tenant, long id);
}
