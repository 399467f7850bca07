package dev.deskbus.domain.id;

/** A client (visitor); public, unguessable, made by Deskbus. */
public record ClientId(String value) {
    public ClientId {
        Ids.requireToken(value, "client id");
    }

    @Override
    public String toString() {
        return value;
    }
}
