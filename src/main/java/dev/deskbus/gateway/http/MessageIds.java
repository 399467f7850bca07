package dev.deskbus.gateway.http;

import dev.deskbus.domain.id.SessionId;

/** Numbers of messages that are unique over all sessions (decisions R12, V2-43). */
public final class MessageIds {
    /** No session has as many messages, and ids stay below 2^53. */
    private static final long MOST_MESSAGES = 1_000_000;

    private MessageIds() {}

    /** That of the event with that number. */
    public static long of(SessionId session, long seq) {
        return session.value() * MOST_MESSAGES + seq;
    }
}
