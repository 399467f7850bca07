package dev.deskbus.domain.client;

import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.TenantId;

/**
 * A client (visitor) as agents see it.
 *
 * @param name nickname; empty when unknown
 * @param portrait URL of the portrait; empty when unknown
 */
public record Client(ClientId id, TenantId tenant, String name, String portrait) {}
