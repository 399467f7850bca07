package dev.deskbus.domain.id;

/** A queue, numbered across all tenants. */
public record QueueId(long value) {
    public QueueId {
        Ids.requirePositive(value, "queue id");
    }
}
