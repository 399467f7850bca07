package dev.deskbus.domain.queue;

import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import org.jspecify.annotations.Nullable;

/**
 * Where a request came from, as its client said.
 *
 * @param token under which login it was made (decisions V2-5, V2-12); null for wires without tokens
 * @param from first source, such as {@code APP} (decision G-18)
 * @param brand second source
 * @param tracks what the client looked at, opaque (decision G-17)
 * @param target where callbacks go; null when the third party only polls
 * @param session the client's open robot session that is to be handed over (decision V2-16); null
 *     for a new one
 * @param wanted the one agent whom the client asks for (decision V2-9); null for anybody
 */
public record RequestOrigin(
        ClientId client,
        @Nullable TokenKey token,
        @Nullable String from,
        @Nullable String brand,
        @Nullable String tracks,
        @Nullable CallbackTarget target,
        @Nullable SessionId session,
        @Nullable AgentId wanted) {}
