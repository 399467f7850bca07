package dev.deskbus.port;

import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionEvent.Said;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What edges read of requests and sessions. Nothing here changes anything. */
public interface ConversationViews {
    /** A request of any client: compare {@code client} before telling anybody. */
    Future<Optional<RequestView>> findRequest(RequestId id);

    /** The request with which the client waits. */
    Future<Optional<RequestView>> findWaiting(ClientId client);

    /** The client's open session. */
    Future<Optional<SessionView>> findOpenSession(ClientId client);

    /** A session of any client: compare {@code client} before telling anybody. */
    Future<Optional<SessionView>> findSession(SessionId id);

    /** Where a session's callbacks go; empty when its third party only polls. */
    Future<Optional<CallbackTarget>> findTarget(SessionId id);

    /** The messages of a client, newest first, one more than asked for when there are more. */
    Future<List<HistoryRow>> findHistory(HistoryQuery query);

    /**
     * Who waits in the queues that the agent serves, in their order, each with what it last said.
     */
    Future<List<Waiter>> findWaiters(AgentId agent);

    /** The agent's open sessions, oldest first, each with what was last said. */
    Future<List<Talk>> findTalks(AgentId agent);

    /** The open session of this agent with this client. */
    Future<Optional<SessionView>> findTalk(AgentId agent, ClientId client);

    /**
     * One page of all that the client and agents of its tenant said, page 1 the newest, oldest
     * first inside.
     */
    Future<List<HistoryRow>> findRecord(TenantId tenant, ClientId client, int page, int pageSize);

    /** A client of that tenant. */
    Future<Optional<Client>> findClient(TenantId tenant, ClientId client);

    /**
     * How far the log of each open session has come in which these agents take part, or which they
     * watch; oldest session first.
     */
    Future<List<Standing>> findStandings(Set<AgentId> agents);

    /**
     * The greatest number that any log of this database has given so far. What is written from now
     * on has a greater one; what is being written may have a smaller one.
     */
    Future<Long> findMark();

    /**
     * What has such a number, in the logs of any agent's and any tenant's sessions.
     *
     * @param after a mark
     * @param upTo a later mark
     */
    Future<Changes> findChanges(long after, long upTo);

    /** What was said in a session after that number, in order, at most so many. */
    Future<List<Said>> findSaid(SessionId session, long afterSeq, int limit);

    /**
     * What agents are shown of a session after that number, in order, at most so many: words, what
     * was said among agents, corrections, who came and went.
     */
    Future<List<SessionEvent>> findShown(SessionId session, long afterSeq, int limit);

    /**
     * Whose history, and which part of it.
     *
     * @param token only sessions begun under this login (decision V2-5); null for all
     * @param fromSession only this session and older ones; 0 for all
     * @param beforeMessage only messages strictly older than this one; 0 for all
     */
    record HistoryQuery(
            ClientId client,
            @Nullable TokenKey token,
            long fromSession,
            long beforeMessage,
            int limit,
            boolean dedicated) {}

    /** One who waits. */
    record Waiter(Client client, RequestId request, QueueId queue, List<Message> lastMessages) {
        public Waiter {
            lastMessages = List.copyOf(lastMessages);
        }
    }

    /**
     * An open session as one of its agents must know it.
     *
     * @param lastSeq the last number of its log
     */
    record Standing(
            AgentId agent, SessionId session, Client client, long lastSeq, Instant openedAt) {}

    /**
     * What logs have got.
     *
     * @param lastSeqs how far they have come by that
     * @param moves of those that have got more than words: each agent that is or was in the session
     */
    record Changes(Map<SessionId, Long> lastSeqs, List<Move> moves) {
        public Changes {
            lastSeqs = Map.copyOf(lastSeqs);
            moves = List.copyOf(moves);
        }

        /** With what the logs have got since. */
        public Changes and(Changes later) {
            Map<SessionId, Long> all = new HashMap<>(lastSeqs);
            all.putAll(later.lastSeqs());
            List<Move> both = new ArrayList<>(moves);
            both.addAll(later.moves());
            return new Changes(all, both);
        }
    }

    /**
     * An agent that came into a session or left it, or whose session ended or went to another
     * client, or that was there when something of that kind happened.
     *
     * @param open whether the session is open, and the agent still in it or watching
     */
    record Move(AgentId agent, SessionId session, ClientId client, boolean open) {}

    /** One session of an agent. */
    record Talk(Client client, SessionId session, List<Message> lastMessages) {
        public Talk {
            lastMessages = List.copyOf(lastMessages);
        }
    }
}
