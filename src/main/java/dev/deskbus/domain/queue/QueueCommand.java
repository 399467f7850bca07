package dev.deskbus.domain.queue;

import dev.deskbus.domain.agent.AgentView;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.MessageKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a queue can be told to do. */
public sealed interface QueueCommand {
    /** Join the line. */
    record Enqueue(CommandId id, RequestOrigin origin, int priority) implements QueueCommand {}

    /** Leave the line; only the client that waits may (decision V2-19). */
    record Cancel(RequestId request, ClientId client) implements QueueCommand {}

    /**
     * Say something while waiting (decision V2-20).
     *
     * @param clientTime the sender's own clock (decision G-12), if it sent one
     * @param extra whatever the sender attached, as text (decision G-19)
     */
    record AddPreMessage(
            RequestId request,
            ClientId client,
            Message message,
            MessageKey key,
            @Nullable Instant clientTime,
            @Nullable String extra)
            implements QueueCommand {}

    /**
     * An agent takes a waiting request, offered to it or not (decision KF-19).
     *
     * @param beyond whether it may have more than its capacity: a supervisor (decision KF-20)
     */
    record Claim(RequestId request, AgentId agent, boolean beyond) implements QueueCommand {
        /** Within its capacity. */
        public Claim(RequestId request, AgentId agent) {
            this(request, agent, false);
        }
    }

    /** An agent declines an offer. */
    record Refuse(RequestId request, AgentId agent) implements QueueCommand {}

    /** An agent of this queue came, went, changed its status or its load: look again. */
    record AgentTouched(AgentId agent) implements QueueCommand {}

    /** The agents of this queue as the database has them now. */
    record RefreshAgents(List<AgentView> agents) implements QueueCommand {
        public RefreshAgents {
            agents = List.copyOf(agents);
        }
    }

    /**
     * End these: their clients are gone, or the sessions that they were to hand over are (decision
     * V2-49).
     */
    record DropForsaken(List<RequestId> requests) implements QueueCommand {
        public DropForsaken {
            requests = List.copyOf(requests);
        }
    }

    /** End those who have waited for so long: so long nobody has been there (decision V2-50). */
    record EndDeserted(Duration since) implements QueueCommand {}

    /** Sessions write rows of this line when they are given back: read it again. A hint. */
    record LineChanged() implements QueueCommand {}

    /** The clock moved: end what waited too long, take back offers, give away what can be given. */
    record Tick() implements QueueCommand {}
}
