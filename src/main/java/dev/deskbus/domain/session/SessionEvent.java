package dev.deskbus.domain.session;

import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happened in a session; each is one row of its log, numbered densely from 1. */
public sealed interface SessionEvent {
    /** Its number in the log. */
    long seq();

    /** When, by the database's clock. */
    Instant at();

    /** Somebody said something. */
    record Said(
            long seq,
            Instant at,
            Party speaker,
            Message message,
            MessageKey key,
            @Nullable Instant clientTime,
            @Nullable String extra)
            implements SessionEvent {}

    /**
     * An agent takes part from here on.
     *
     * @param act who asked it in; null for the first, whom the line gave it to
     */
    record AgentJoined(long seq, Instant at, AgentId agent, @Nullable Act act) implements Acted {
        /** The line gave it to that agent. */
        public AgentJoined(long seq, Instant at, AgentId agent) {
            this(seq, at, agent, null);
        }
    }

    /**
     * An agent takes part no longer.
     *
     * @param act null where that was not kept
     */
    record AgentLeft(long seq, Instant at, AgentId agent, @Nullable Act act) implements Acted {
        /** Without a word of who wanted that. */
        public AgentLeft(long seq, Instant at, AgentId agent) {
            this(seq, at, agent, null);
        }
    }

    /** The client goes on under another login, or under none on a wire without logins. */
    record ClientResumed(
            long seq,
            Instant at,
            ClientId client,
            @Nullable TokenKey token,
            @Nullable CallbackTarget target)
            implements SessionEvent {}

    /** The client was told that the session will be closed for silence. */
    record IdleWarned(long seq, Instant at, String text) implements SessionEvent {}

    /** It is over. */
    record Closed(long seq, Instant at, Party by, String reason) implements SessionEvent {}

    /**
     * Handed over to a person: whoever answered before has left (decision V2-16).
     *
     * @param queue from which it came to that agent, and whose rules count from here on
     * @param act by whom; null when a line gave it away
     */
    record SessionTransferred(
            long seq,
            Instant at,
            AgentId to,
            QueueId queue,
            SessionKind kind,
            IdleRule idle,
            @Nullable Act act)
            implements Acted {
        /** A line gave it away. */
        public SessionTransferred(
                long seq, Instant at, AgentId to, QueueId queue, SessionKind kind, IdleRule idle) {
            this(seq, at, to, queue, kind, idle, null);
        }
    }

    /** Only agents ever see it: not the client, not a third party, no history of theirs. */
    record Whispered(long seq, Instant at, String text, Act act) implements Acted {}

    /** A supervisor sees it live from here on, or no longer; only agents ever know. */
    record WatchChanged(long seq, Instant at, boolean on, Act act) implements Acted {}

    /** The word of that number was taken back. */
    record MessageRevoked(long seq, Instant at, long of, Act act) implements Acted {}

    /** The word of that number reads otherwise from here on. */
    record MessageEdited(long seq, Instant at, long of, Message message, Act act)
            implements Acted {}

    /** Back in a line: nobody takes part until that gives it to somebody (decision KF-23). */
    record SessionGivenBack(long seq, Instant at, RequestId request, QueueId queue, Act act)
            implements Acted {}

    /** The client rated it; the last one counts, all are kept (decision V2-30). */
    record Rated(long seq, Instant at, ClientId client, MessageKey key, Rating rating)
            implements SessionEvent {}

    /** An agent asked the client for a rating. */
    record RatingPushed(long seq, Instant at, CommandId id, AgentId by) implements SessionEvent {}

    /**
     * The client turned out to be somebody whom Deskbus knows (decision V2-31).
     *
     * @param token the login that goes with it, if there is one
     */
    record ClientChanged(long seq, Instant at, ClientId from, ClientId to, @Nullable TokenKey token)
            implements SessionEvent {}

    /** What an agent may have done. */
    sealed interface Acted extends SessionEvent {
        /** Who, by what right; null when a line did it, or it was not kept. */
        @Nullable Act act();
    }
}
