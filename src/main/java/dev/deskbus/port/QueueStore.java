package dev.deskbus.port;

import dev.deskbus.domain.agent.AgentView;
import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.domain.queue.QueueEvent.OfferEnded;
import dev.deskbus.domain.queue.QueueEvent.PreMessageAdded;
import dev.deskbus.domain.queue.QueueEvent.RequestAssigned;
import dev.deskbus.domain.queue.QueueEvent.RequestEnded;
import dev.deskbus.domain.queue.QueueEvent.RequestOffered;
import dev.deskbus.domain.queue.QueueRules;
import dev.deskbus.domain.queue.QueueState;
import dev.deskbus.domain.queue.QueueState.Waiting;
import dev.deskbus.domain.queue.Step.Known;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.SessionKind;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The waiting line on disk. Every write is one fenced statement. */
public interface QueueStore {
    /** The queue with its line and its agents; empty when there is no such queue. */
    Future<Optional<QueueState>> load(QueueId id);

    /** The agents of the queue as they are now. */
    Future<List<AgentView>> loadAgents(QueueId id);

    /** Queues of these shards that have somebody waiting. */
    Future<List<QueueId>> findBusy(List<Shard> shards);

    /** Joins the line. */
    Future<Enqueuing> enqueue(Fence fence, CommandId command, QueueRules rules, Waiting waiting);

    /**
     * Who is about to join: whom it knows are its own agent, and the one that it talked to last
     * within so many days.
     */
    Future<Newcomer> meet(ClientId client, int lastAgentDays);

    /**
     * Who waits there in vain: clients without a sign of life for so long (zero: none of these),
     * and requests whose session is over.
     */
    Future<List<RequestId>> findForsaken(QueueId id, Duration abandonAfter);

    /**
     * Whether none of the queue's agents has been there for so long; a queue without agents is
     * deserted.
     */
    Future<Boolean> isDeserted(QueueId id, Duration since);

    /** Sessions that wait there again: their owners write these rows (docs/decisions/0070). */
    Future<List<RequestId>> findGivenBack(QueueId id);

    /** Keeps what was said while waiting. A repeat of the same key is {@code STORED} once. */
    Future<Written> addPreMessage(Fence fence, PreMessageAdded event);

    /**
     * WAITING becomes ACCEPTED: takes a slot of the agent, opens the session with the pre-messages
     * and the agent's joining as its first events, and writes the callbacks, all in one statement.
     * A robot and a dedicated agent need no slot; a dedicated agent becomes the client's owner. A
     * request that hands over a session opens none: that session is looked at at once.
     *
     * @param blank when it is known that nothing was said while waiting; else that is looked up
     */
    Future<Assigning> assign(
            Fence fence,
            RequestAssigned event,
            QueueRules rules,
            Waiting waiting,
            @Nullable Blank blank);

    /** Notes an offer. */
    Future<Written> offer(Fence fence, RequestOffered event);

    /** Notes that an offer is over. */
    Future<Written> endOffer(Fence fence, OfferEnded event);

    /**
     * WAITING becomes anything but ACCEPTED. The session that waited with it, if any, is looked at
     * at once.
     */
    Future<Written> end(Fence fence, RequestEnded event, List<OutboxEntry> callbacks);

    /** Writes callbacks alone: positions. */
    Future<Written> tell(Fence fence, List<OutboxEntry> callbacks);

    /** What became of a request that is not in the line. */
    Future<Optional<RequestView>> findRequest(RequestId id);

    /**
     * A client that is about to join a line.
     *
     * @param client as agents see it; null when there is no such client
     * @param session a number that nobody else has, for the talk that may come of it
     */
    record Newcomer(@Nullable Client client, Known known, SessionId session) {}

    /** A session to be, of a client that said nothing while it waited. */
    record Blank(SessionId session, Instant at) {}

    /** How joining ended. */
    sealed interface Enqueuing {
        /** It waits. */
        record Stored() implements Enqueuing {}

        /** The same command did so before: its request. */
        record Repeated(RequestId request) implements Enqueuing {}

        /** The client waits elsewhere: that request, and its rank there. */
        record AlreadyWaiting(RequestId request, int position) implements Enqueuing {}

        /** The client talks. */
        record AlreadyTalking(SessionId session, SessionKind kind) implements Enqueuing {}

        /** The session that was to be handed over is not open, not this client's, or no robot's. */
        record NothingToHandOver() implements Enqueuing {}

        /** Another node owns the shard. */
        record Fenced() implements Enqueuing {}
    }

    /** How an assignment ended. */
    sealed interface Assigning {
        /**
         * The session, and what had been said while waiting.
         *
         * @param lastSeq where its log stands with that
         */
        record Assigned(SessionId session, List<Message> preMessages, long lastSeq, Instant at)
                implements Assigning {
            public Assigned {
                preMessages = List.copyOf(preMessages);
            }
        }

        /** The agent may take over that session, which is told so. */
        record HandedOver(SessionId session, Instant at) implements Assigning {}

        /** The session that was to be handed over is over. */
        record NothingToHandOver() implements Assigning {}

        /** The agent has no free slot, whatever the queue believed. */
        record AgentFull() implements Assigning {}

        /** The request does not wait any more. */
        record NotWaiting() implements Assigning {}

        /** Another node owns the shard. */
        record Fenced() implements Assigning {}
    }
}
