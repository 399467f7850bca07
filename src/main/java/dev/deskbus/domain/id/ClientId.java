package dev.deskbus.domain.id;

/** A client (visitor); public, unguessable, made by Deskbus. */
public record ClientId(String value) {
    public ClientId {
        Ids.requireToken(value, "client id");
    }

    /** Whether it could be one. */
    public static boolean isWellFormed(String value) {
        return Ids.isToken(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
