package dev.deskbus.domain.id;

/** A tenant; its number is the {@code bid} of the KF wire. */
public record TenantId(long value) {
    public TenantId {
        Ids.requirePositive(value, "tenant id");
    }
}
