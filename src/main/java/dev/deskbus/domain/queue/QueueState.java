package dev.deskbus.domain.queue;

import dev.deskbus.domain.agent.AgentView;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.RequestId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The waiting line and who could serve it.
 *
 * @param line everybody who waits, in the one total order: higher priority first, then the earlier
 *     order number, then the earlier request
 * @param lastOrder the highest order number ever given out in this queue
 * @param agents the members of the queue, as last seen
 * @param lastAssigned who was given a request last, for round robin
 */
public record QueueState(
        QueueRules rules,
        List<Waiting> line,
        long lastOrder,
        Map<AgentId, AgentView> agents,
        @Nullable AgentId lastAssigned) {
    public QueueState {
        line = List.copyOf(line);
        agents = Collections.unmodifiableMap(byId(agents));
    }

    /**
     * One waiting request.
     *
     * @param order place among those of the same priority; a transferred request keeps its own
     * @param expiresAt when waiting ends with TIMEOUT; null for never
     * @param offer the offer under way, if any
     * @param passedBy agents who refused it or let an offer run out; they are offered it again only
     *     when everybody has passed
     * @param refusedBy who of those said no, in all rounds (decision V2-48)
     * @param directed who is to have it rather than others, if anybody
     * @param givenBackBy the agents who had the session that waits here again, and are not asked
     *     for it; empty for a request that the client made
     */
    public record Waiting(
            RequestId id,
            RequestOrigin origin,
            int priority,
            long order,
            Instant since,
            @Nullable Instant expiresAt,
            @Nullable Offer offer,
            Set<AgentId> passedBy,
            Set<AgentId> refusedBy,
            @Nullable Directed directed,
            Set<AgentId> givenBackBy) {
        public Waiting {
            passedBy = Set.copyOf(passedBy);
            refusedBy = Set.copyOf(refusedBy);
            givenBackBy = Set.copyOf(givenBackBy);
        }

        /**
         * Whether a session waits here again whose client knows nothing of this request: it neither
         * runs out nor is refused (docs/decisions/0070).
         */
        public boolean isGivenBack() {
            return !givenBackBy.isEmpty();
        }

        /** The one agent that may be given it now; null when anybody may. */
        public @Nullable AgentId reservedFor(Instant now) {
            return directed != null
                            && now.isBefore(directed.until())
                            && !passedBy.contains(directed.agent())
                    ? directed.agent()
                    : null;
        }
    }

    /**
     * An agent who is to have a request rather than others.
     *
     * @param until so long nobody else may be given it or shown it; afterwards this agent still
     *     comes first
     * @param reason as the choice gives it: {@link QueueEvent.Choice#WANTED} and its like
     */
    public record Directed(AgentId agent, Instant until, String reason) {}

    /** An agent is asked whether it takes a request; the row decides who wins. */
    public record Offer(long number, AgentId agent, Instant expiresAt) {}

    private static TreeMap<AgentId, AgentView> byId(Map<AgentId, AgentView> agents) {
        TreeMap<AgentId, AgentView> sorted =
                new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
        sorted.putAll(agents);
        return sorted;
    }
}
