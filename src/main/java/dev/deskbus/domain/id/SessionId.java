package dev.deskbus.domain.id;

/** A chat session. */
public record SessionId(long value) {
    public SessionId {
        Ids.requirePositive(value, "session id");
    }
}
