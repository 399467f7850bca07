package dev.deskbus.domain.tools;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an agent wrote down for its colleagues. No client ever sees it: it is no event of a session.
 *
 * @param client whom it is about
 * @param session the session that it is on; null when it is on the client itself
 */
public record Note(
        long id,
        ClientId client,
        @Nullable SessionId session,
        AgentId author,
        String text,
        Instant at) {
    public static final int LONGEST_TEXT = 2000;

    /** The text of a note that may be written; refuses an empty or too long one. */
    public static String requireText(String text) {
        return Lines.requireText("text", text, LONGEST_TEXT);
    }
}
