package dev.deskbus.domain.queue;

import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.id.ClientId;
import org.jspecify.annotations.Nullable;

/**
 * Where a request came from, as its client said.
 *
 * @param token under which login it was made (decisions V2-5, V2-12); null for wires without tokens
 * @param from first source, such as {@code APP} (decision G-18)
 * @param brand second source
 * @param tracks what the client looked at, opaque (decision G-17)
 * @param target where callbacks go; null when the third party only polls
 */
public record RequestOrigin(
        ClientId client,
        @Nullable TokenKey token,
        @Nullable String from,
        @Nullable String brand,
        @Nullable String tracks,
        @Nullable CallbackTarget target) {}
