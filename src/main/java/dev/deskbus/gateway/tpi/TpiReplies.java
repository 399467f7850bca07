package dev.deskbus.gateway.tpi;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.port.HistoryRow;
import java.util.List;
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

    /** It is done; the message differs by endpoint (decision G-5). */
    record Done(String message) implements TpiReplies {
        /** For 1000 and its kin, and 5003. */
        public static final Done SUCCESS = new Done("success");

        /** For messages, signals, close and logout. */
        public static final Done QUIET = new Done("");
    }

    /** The request waits; the position counts from 1 (decision R2). */
    record Queued(RequestId request, int position) implements TpiReplies {}

    /** The client waits already (decision R7). */
    record AlreadyWaiting(RequestId request, int position) implements TpiReplies {}

    /** The client talks already, under this very login (decision V2-12). */
    record AlreadyTalking(SessionId session) implements TpiReplies {}

    /**
     * The talk can begin at once (decisions R3, V2-12).
     *
     * @param continued whether the session was there before
     */
    record Talking(SessionId session, @Nullable Agent agent, boolean continued)
            implements TpiReplies {}

    /** How a request stands (decision V2-17). */
    record RequestState(
            RequestStatus status, int position, @Nullable SessionId session, @Nullable Agent agent)
            implements TpiReplies {}

    /** What was said, newest first (decision V2-32). */
    record History(List<HistoryRow> rows, boolean hasMore) implements TpiReplies {
        public History {
            rows = List.copyOf(rows);
        }
    }

    /**
     * The session is another client's now (type 5002).
     *
     * @param client as its third party calls it
     */
    record ClientChanged(String client, SessionId session) implements TpiReplies {}

    /** It was refused. */
    record Refused(TpiResult result, String message) implements TpiReplies {}
}
