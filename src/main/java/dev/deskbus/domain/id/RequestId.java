package dev.deskbus.domain.id;

/** A chat request. */
public record RequestId(long value) {
    public RequestId {
        Ids.requirePositive(value, "request id");
    }
}
