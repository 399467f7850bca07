package dev.deskbus.gateway.tpi;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.AgentView;
import dev.deskbus.domain.client.CallbackTarget.Protocol;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.client.Dialect;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.port.ClientStore.Holder;
import dev.deskbus.port.HistoryRow;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a third party can be answered. */
public sealed interface TpiReplies {
    /** Types 1, 3, 4: nothing but these (decision V2-3). */
    record LoggedOn(ClientId client, String token) implements TpiReplies {
        @Override
        public String toString() {
            return "LoggedOn[" + client + "]";
        }
    }

    /** Type 5: the token opens the agent's consoles. */
    record AgentLoggedOn(AgentId agent, String token) implements TpiReplies {
        @Override
        public String toString() {
            return "AgentLoggedOn[" + agent + "]";
        }
    }

    /** It is done; the message differs by endpoint (decision G-5). */
    record Done(String message) implements TpiReplies {
        /** For 1000 and its kin, and 5003. */
        public static final Done SUCCESS = new Done("success");

        /** For messages, signals, close and logout. */
        public static final Done QUIET = new Done("");
    }

    /**
     * Where somebody waits.
     *
     * @param position counts from 1 (decision R2)
     * @param inWords whether it is told in words, too, as the later edition does
     */
    record Place(int position, boolean inWords) {
        public Place {
            position = Math.max(1, position);
        }

        /** The place as that client is told of it. */
        static Place of(int position, Holder holder) {
            return new Place(
                    position,
                    holder.wire() == Protocol.TPI_V2 && holder.integration().dialect().additive());
        }
    }

    /** The request waits. */
    record Queued(RequestId request, Place place) implements TpiReplies {}

    /** The request to hand over a robot's session waits (decision V2-16). */
    record TransferQueued(RequestId request, Place place) implements TpiReplies {}

    /** The client waits already (decision R7). */
    record AlreadyWaiting(RequestId request, Place place) implements TpiReplies {}

    /** The client talks already, under this very login (decision V2-12). */
    record AlreadyTalking(SessionId session) implements TpiReplies {}

    /**
     * The talk can begin at once (decisions R3, V2-12).
     *
     * @param continued whether the session was there before
     * @param dedicated whether it is with the client's own agent (decision V2-38)
     */
    record Talking(SessionId session, @Nullable Agent agent, boolean continued, boolean dedicated)
            implements TpiReplies {}

    /** How a request stands (decision V2-17). */
    record RequestState(
            RequestStatus status, Place place, @Nullable SessionId session, @Nullable Agent agent)
            implements TpiReplies {}

    /**
     * What was said, newest first (decision V2-32).
     *
     * @param agents who of them is known
     * @param dialect which numbers kinds and speakers have (decisions V2-35, V2-36)
     */
    record History(
            List<HistoryRow> rows,
            boolean hasMore,
            Client client,
            Map<AgentId, Agent> agents,
            Dialect dialect)
            implements TpiReplies {
        public History {
            rows = List.copyOf(rows);
            agents = Map.copyOf(agents);
        }
    }

    /**
     * The session is another client's now (decision V2-31).
     *
     * @param client as its third party calls it
     */
    record ClientChanged(String client, SessionId session) implements TpiReplies {}

    /** Who of a queue is there. */
    record QueueAgents(List<AgentView> agents) implements TpiReplies {
        public QueueAgents {
            agents = List.copyOf(agents);
        }
    }

    /** It was refused. */
    record Refused(TpiResult result, String message) implements TpiReplies {}
}
