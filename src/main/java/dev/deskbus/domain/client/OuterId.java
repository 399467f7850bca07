package dev.deskbus.domain.client;

import dev.deskbus.domain.client.CallbackTarget.Protocol;

/**
 * What a third party itself calls a client, on a wire where it vouches for its clients instead of
 * logging them in. Two integrations may call different clients the same (decision V1-4).
 */
public record OuterId(Protocol wire, String integration, String id) {}
