package dev.deskbus.domain.session;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;

/** Who does something in a session. */
public sealed interface Party {
    /** The visitor. */
    record OfClient(ClientId id) implements Party {}

    /** A person who answers. */
    record OfAgent(AgentId id) implements Party {}

    /** Deskbus itself: idle rules, end of waiting. */
    record OfSystem() implements Party {}
}
