package dev.deskbus.domain.callback;

import dev.deskbus.domain.id.ClientId;

/** What a callback dispatcher can be told to do. */
public sealed interface CallbackCommand {
    /** The lane of this client has something new; the rows say what. */
    record Wake(ClientId lane) implements CallbackCommand {}

    /** Send this at once, past the lane, once only (decision V2-46). */
    record Pass(OutboxEntry entry) implements CallbackCommand {}
}
