package dev.deskbus.domain.id;

/** An agent, by login such as {@code SELITE}. */
public record AgentId(String value) {
    public AgentId {
        Ids.requireToken(value, "agent id");
    }

    @Override
    public String toString() {
        return value;
    }
}
