package dev.deskbus.domain.session;

import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
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

    /** An agent takes part from here on. */
    record AgentJoined(long seq, Instant at, AgentId agent) implements SessionEvent {}

    /** An agent takes part no longer. */
    record AgentLeft(long seq, Instant at, AgentId agent) implements SessionEvent {}

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
}
