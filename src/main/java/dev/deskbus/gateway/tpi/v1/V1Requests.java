package dev.deskbus.gateway.tpi.v1;

import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.gateway.tpi.TpiRequests;
import dev.deskbus.gateway.tpi.TpiRequests.Authorised;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the first edition can ask: whose it is, and what it is in the newest edition. */
sealed interface V1Requests {
    /** Type 1000; the client is made on its first use. */
    record Chat(String clientId, String nickname, TpiRequests.Chat chat) implements V1Requests {}

    /** Types 1001, 1002, 2005: by whoever knows a request's number. */
    record OnRequest(long requestId, Authorised request) implements V1Requests {}

    /** Types 4001, 5001: by whoever knows a session's number. */
    record OnSession(long sessionId, Authorised request) implements V1Requests {}

    /** Type 2001: the client must be the session's (decision V1-5). */
    record Say(String clientId, TpiRequests.Say say) implements V1Requests {}

    /** Type 2002: the same with a picture. */
    record Show(
            String clientId,
            long sessionId,
            Picture picture,
            MessageKey key,
            @Nullable Instant time,
            @Nullable String extra)
            implements V1Requests {}

    /** Type 5002: the session's client is really this one. */
    record ChangeClient(long sessionId, String clientId) implements V1Requests {}
}
