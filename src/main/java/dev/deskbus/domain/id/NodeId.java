package dev.deskbus.domain.id;

/** One incarnation of a node: a restart is a new one. */
public record NodeId(String value) {
    public NodeId {
        Ids.requireToken(value, "node id");
    }

    @Override
    public String toString() {
        return value;
    }
}
