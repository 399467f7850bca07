package dev.deskbus.domain.queue;

import dev.deskbus.domain.agent.AgentView;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.queue.QueueState.Offer;
import dev.deskbus.domain.queue.QueueState.Waiting;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.MessageKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened in a queue. */
public sealed interface QueueEvent {
    /** Somebody joined the line. */
    record RequestEnqueued(Waiting waiting) implements QueueEvent {}

    /** Somebody said something while waiting. */
    record PreMessageAdded(
            RequestId request,
            Message message,
            MessageKey key,
            @Nullable Instant clientTime,
            @Nullable String extra)
            implements QueueEvent {}

    /** An agent was asked. Asking one that had passed begins a new round: nobody has passed. */
    record RequestOffered(RequestId request, Offer offer, Choice choice) implements QueueEvent {}

    /** The agent that was asked did not answer in time, refused, or left. */
    record OfferEnded(RequestId request, AgentId agent, String why) implements QueueEvent {
        /** It declined. */
        public static final String REFUSED = "refused";

        /** It did not answer in time. */
        public static final String EXPIRED = "expired";

        /** It cannot be given anything any more; that is no passing. */
        public static final String LEFT = "left";

        /** Whether the agent counts among those who passed. */
        public boolean hasPassed() {
            return !why.equals(LEFT);
        }
    }

    /** The request was given to this agent. */
    record RequestAssigned(RequestId request, AgentId agent, Choice choice) implements QueueEvent {}

    /** The request left the line without an agent. */
    record RequestEnded(RequestId request, RequestStatus status) implements QueueEvent {}

    /** Agents were seen. */
    record AgentsSeen(List<AgentView> agents) implements QueueEvent {
        public AgentsSeen {
            agents = List.copyOf(agents);
        }
    }

    /**
     * Why an agent was chosen; stored with the request.
     *
     * @param candidates who could have been chosen, best first
     * @param reason the rule that chose, such as {@code claimed} or {@code longest-idle}
     */
    record Choice(List<AgentId> candidates, String reason) {
        /** The agent chose itself. */
        public static final String CLAIMED = "claimed";

        /** A supervisor chose itself, however much it has already (decision KF-20). */
        public static final String CLAIMED_BEYOND = "claimed-beyond";

        /** The client asked for it (decision V2-9). */
        public static final String WANTED = "wanted";

        /** It is the client's own agent (decision V2-38). */
        public static final String OWNER = "owner";

        /** The client talked to it last (decision X-5). */
        public static final String LAST_AGENT = "last-agent";

        public Choice {
            candidates = List.copyOf(candidates);
        }
    }
}
