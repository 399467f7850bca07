package dev.deskbus.domain.tools;

import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;

/** What a note or a tag is on. */
public sealed interface Subject {
    /** A client, whatever session it is in. */
    record OfClient(ClientId id) implements Subject {}

    /** One session. */
    record OfSession(SessionId id) implements Subject {}
}
