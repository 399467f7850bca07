package dev.deskbus.port;

import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.SessionEvent;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What visitors' sockets read, and what they note of what was confirmed. */
public interface VisitorStore {
    /** How things stand with these clients; nothing about one with whom nothing is open. */
    Future<Map<ClientId, Standing>> findStandings(Set<ClientId> clients);

    /** The log of a session after that number, in order, at most so many. */
    Future<List<SessionEvent>> findEvents(SessionId session, long afterSeq, int limit);

    /**
     * The client's last sessions, oldest first.
     *
     * @param token only those begun under this login (decision V2-5); null for all
     */
    Future<List<SessionId>> findPast(ClientId client, @Nullable TokenKey token, int limit);

    /** Notes what was confirmed; never moves back. */
    Future<Void> confirm(List<Receipt> receipts);

    /** Removes receipts that nobody will ask for again, at most so many; how many there were. */
    Future<Integer> forgetReceipts(int limit);

    /**
     * Whose these tokens are, without those that are dead. It counts as using them (decisions V2-4,
     * V2-58).
     */
    Future<Map<TokenKey, ClientId>> useTokens(Set<TokenKey> keys);

    /**
     * One client: the request with which it waits, or whose end it may not know; its open session,
     * and those that ended in the last 24 hours before it confirmed all of them. Oldest first.
     */
    record Standing(List<Asked> requests, List<Talk> talks) {
        /** Nothing is open. */
        public static final Standing NOTHING = new Standing(List.of(), List.of());

        public Standing {
            requests = List.copyOf(requests);
            talks = List.copyOf(talks);
        }
    }

    /**
     * A request.
     *
     * @param position rank in the line from 1; 0 when it does not wait
     * @param handsOver the robot session that it is to hand over, if any (decision V2-16)
     */
    record Asked(RequestId id, RequestStatus status, int position, @Nullable SessionId handsOver) {}

    /**
     * A session.
     *
     * @param lastSeq the last number of its log
     * @param confirmed everything up to here was confirmed by one of the client's sockets
     */
    record Talk(SessionId session, long lastSeq, long confirmed) {}

    /** What a client is known to know. */
    sealed interface Receipt {
        /** The log of a session up to that number. */
        record OfSession(SessionId session, long upTo) implements Receipt {}

        /** That the request was made; with {@code ended}, how it ended. */
        record OfRequest(RequestId request, boolean ended) implements Receipt {}
    }
}
