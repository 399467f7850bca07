package dev.deskbus.port;

import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Party;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message of a client's history.
 *
 * @param id unique over all sessions, growing with time
 * @param session where it was said; null while waiting for somebody who never came (decision V2-20)
 * @param seq its number there; 0 without a session
 * @param storedAt when the row was written
 * @param firstReply whether it is the first word of a human agent in its session
 * @param replyDelay seconds since the client's last unanswered message; 0 for the client's own
 * @param isRevoked whether it was taken back; then the message is empty (decision V2-37)
 */
public record HistoryRow(
        long id,
        @Nullable SessionId session,
        long seq,
        Party speaker,
        Message message,
        @Nullable String extra,
        Instant at,
        Instant storedAt,
        boolean firstReply,
        int replyDelay,
        boolean isRevoked) {}
