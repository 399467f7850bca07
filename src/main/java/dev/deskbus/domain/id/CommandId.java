package dev.deskbus.domain.id;

/** Made once by the edge and kept through every repeat, so that a repeat gets the first answer. */
public record CommandId(String value) {
    public CommandId {
        Ids.requireToken(value, "command id");
    }

    @Override
    public String toString() {
        return value;
    }
}
