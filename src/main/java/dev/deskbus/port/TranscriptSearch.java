package dev.deskbus.port;

import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.search.SearchTerms;
import dev.deskbus.domain.search.Snippet;
import dev.deskbus.domain.tools.Tag;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds words in all that was said in the sessions of a tenant, a few seconds ago or earlier. */
public interface TranscriptSearch {
    /** A page of what is found, newest first. */
    Future<Found> search(Query query);

    /**
     * What is looked for, and where.
     *
     * @param before only what is older than that place; null for all
     */
    record Query(
            TenantId tenant, SearchTerms terms, Filter filter, @Nullable Place before, int limit) {}

    /**
     * Only what fits all of these; null fits everything.
     *
     * @param client whose session it is, or was before the client was known
     * @param agent who took part in the session, whether or not it said these words
     * @param queue whose rules counted last in the session
     * @param from when it was said at the earliest
     * @param to before when it was said
     * @param tag on the session or on its client
     */
    record Filter(
            @Nullable ClientId client,
            @Nullable AgentId agent,
            @Nullable QueueId queue,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Tag tag) {
        public static final Filter NONE = new Filter(null, null, null, null, null, null);
    }

    /** A message's place in the order of results. */
    record Place(Instant at, long id) {}

    /**
     * What was found.
     *
     * @param next where to go on; null at the end. A page may be short, or empty, and not the last:
     *     a search takes only so long
     */
    record Found(List<Hit> hits, @Nullable Place next) {
        public Found {
            hits = List.copyOf(hits);
        }
    }

    /** One message in which every term was found. */
    record Hit(HistoryRow row, Client client, Snippet snippet) {}
}
